CREATE TABLE "import_deferred" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"place" text,
	"draft" jsonb NOT NULL,
	CONSTRAINT "import_deferred_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "import_failures" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text,
	"problem" jsonb NOT NULL,
	CONSTRAINT "import_failures_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"actor" text NOT NULL,
	"name" text,
	"format" text NOT NULL,
	"atomic" text NOT NULL,
	"dry_run" boolean NOT NULL,
	"state" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('running', 'done', 'failed', 'interrupted'))
);
--> statement-breakpoint
ALTER TABLE "import_deferred" ADD CONSTRAINT "import_deferred_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_failures" ADD CONSTRAINT "import_failures_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_deferred_kind" ON "import_deferred" USING btree ("import_id","kind");--> statement-breakpoint
CREATE INDEX "imports_started" ON "imports" USING btree ("started_at","id");