CREATE TABLE "search_entries" (
	"kind" text NOT NULL,
	"record_id" text NOT NULL,
	"standing" integer NOT NULL,
	"ward_id" uuid,
	"type" text,
	"status" text NOT NULL,
	"day" date,
	"ordered_on" date NOT NULL,
	"trigrams" text[],
	"document" jsonb NOT NULL,
	"search" "tsvector" NOT NULL,
	CONSTRAINT "search_entries_kind_record_id_pk" PRIMARY KEY("kind","record_id")
);
--> statement-breakpoint
CREATE TABLE "search_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"completed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_entries_search" ON "search_entries" USING gin ("search");--> statement-breakpoint
CREATE INDEX "search_entries_names" ON "search_entries" USING gin ("trigrams") WHERE "search_entries"."trigrams" is not null;