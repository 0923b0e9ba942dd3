ALTER TABLE "citations" DROP CONSTRAINT "citations_ward_id_units_id_fk";
--> statement-breakpoint
ALTER TABLE "evidence" DROP CONSTRAINT "evidence_ward_id_units_id_fk";
--> statement-breakpoint
ALTER TABLE "participants" DROP CONSTRAINT "participants_ward_id_units_id_fk";
--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_ward_id_units_id_fk";
--> statement-breakpoint
DROP INDEX "evidence_participant";--> statement-breakpoint
DROP INDEX "evidence_citation";--> statement-breakpoint
DROP INDEX "evidence_observation";--> statement-breakpoint
DROP INDEX "evidence_task";--> statement-breakpoint
CREATE INDEX "evidence_participant" ON "evidence" USING btree ("ward_id","participant_id") WHERE "evidence"."participant_id" is not null;--> statement-breakpoint
CREATE INDEX "evidence_citation" ON "evidence" USING btree ("ward_id","citation_id") WHERE "evidence"."citation_id" is not null;--> statement-breakpoint
CREATE INDEX "evidence_observation" ON "evidence" USING btree ("ward_id","observation_id") WHERE "evidence"."observation_id" is not null;--> statement-breakpoint
CREATE INDEX "evidence_task" ON "evidence" USING btree ("ward_id","task_id") WHERE "evidence"."task_id" is not null;