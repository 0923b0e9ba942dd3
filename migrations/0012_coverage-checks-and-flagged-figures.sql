CREATE TABLE "coverage_checks" (
	"ward_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"period" text NOT NULL,
	"checked_on" date NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coverage_checks_ward_id_id_pk" PRIMARY KEY("ward_id","id"),
	CONSTRAINT "coverage_checks_period" UNIQUE("ward_id","period")
);
--> statement-breakpoint
ALTER TABLE "coverage_checks" ADD CONSTRAINT "coverage_checks_ward_id_units_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "coverage_checks_id" ON "coverage_checks" USING btree ("id");--> statement-breakpoint
CREATE INDEX "observations_flagged" ON "observations" USING btree ("period_to" DESC NULLS LAST,"position","id") WHERE "observations"."flags" <> '[]'::jsonb;