CREATE TABLE "reviews" (
	"source_id" uuid PRIMARY KEY NOT NULL,
	"ward_id" uuid,
	"candidate_ids" uuid[] DEFAULT '{}' NOT NULL,
	"meeting_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"confidence" double precision NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reviews_state" CHECK ("reviews"."state" in ('open', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_ward_id_units_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reviews_waiting" ON "reviews" USING btree ("state","created_at","source_id");--> statement-breakpoint
CREATE INDEX "reviews_confidence" ON "reviews" USING btree ("state","confidence","source_id");--> statement-breakpoint
CREATE INDEX "reviews_ward" ON "reviews" USING btree ("ward_id","state");