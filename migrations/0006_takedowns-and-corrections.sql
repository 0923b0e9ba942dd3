CREATE TABLE "correction_contacts" (
	"correction_id" uuid PRIMARY KEY NOT NULL,
	"contact" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"record_id" text NOT NULL,
	"property" text,
	"wanted" text NOT NULL,
	"message" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	"answered_by" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "corrections_wanted" CHECK ("corrections"."wanted" in ('correction', 'removal')),
	CONSTRAINT "corrections_status" CHECK ("corrections"."status" in ('open', 'accepted', 'rejected')),
	CONSTRAINT "corrections_answered" CHECK (("corrections"."status" = 'open') = ("corrections"."answered_at" is null))
);
--> statement-breakpoint
CREATE TABLE "takedowns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"record_id" text NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"records" integer NOT NULL,
	"entries" integer NOT NULL,
	"answers" integer NOT NULL,
	"corrections" integer NOT NULL,
	"salt" text NOT NULL,
	"hashes" text[] NOT NULL,
	"lengths" integer[] NOT NULL,
	"ward_ids" uuid[] NOT NULL,
	"organisation_ids" uuid[] NOT NULL,
	"source_ids" uuid[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "participants" DROP CONSTRAINT "participants_one";--> statement-breakpoint
ALTER TABLE "correction_contacts" ADD CONSTRAINT "correction_contacts_correction_id_corrections_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."corrections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_order" ON "corrections" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "corrections_record" ON "corrections" USING btree ("kind","record_id");--> statement-breakpoint
CREATE INDEX "takedowns_order" ON "takedowns" USING btree ("at","id");--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_one" CHECK (num_nonnulls("participants"."official_id", "participants"."group_name") <= 1);