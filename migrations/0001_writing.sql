ALTER TABLE "meetings" DROP CONSTRAINT "meetings_external";--> statement-breakpoint
DROP INDEX "changes_feed";--> statement-breakpoint
ALTER TABLE "citations" ADD COLUMN "source_system" text;--> statement-breakpoint
ALTER TABLE "citations" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "parts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "source_system" text;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "stated_flags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "officials" ADD COLUMN "status" text DEFAULT 'verified' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "status" text DEFAULT 'verified' NOT NULL;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "source_system" text;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "resolutions" ADD COLUMN "status" text DEFAULT 'verified' NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "source_system" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "external_id" text;--> statement-breakpoint
CREATE UNIQUE INDEX "citations_external" ON "citations" USING btree ("ward_id","source_system","external_id") WHERE "citations"."external_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "meetings_external" ON "meetings" USING btree ("ward_id","source_system","external_id") WHERE "meetings"."external_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "observations_external" ON "observations" USING btree ("ward_id","source_system","external_id") WHERE "observations"."external_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "participants_external" ON "participants" USING btree ("ward_id","source_system","external_id") WHERE "participants"."external_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_external" ON "tasks" USING btree ("ward_id","source_system","external_id") WHERE "tasks"."external_id" is not null;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_external_whole" CHECK (("citations"."source_system" is null) = ("citations"."external_id" is null));--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_external_whole" CHECK (("observations"."source_system" is null) = ("observations"."external_id" is null));--> statement-breakpoint
ALTER TABLE "officials" ADD CONSTRAINT "officials_status" CHECK ("officials"."status" in ('verified', 'unverified'));--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_status" CHECK ("organisations"."status" in ('verified', 'unverified'));--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_external_whole" CHECK (("participants"."source_system" is null) = ("participants"."external_id" is null));--> statement-breakpoint
ALTER TABLE "resolutions" ADD CONSTRAINT "resolutions_status" CHECK ("resolutions"."status" in ('verified', 'unverified'));--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_external_whole" CHECK (("tasks"."source_system" is null) = ("tasks"."external_id" is null));