DROP INDEX "citations_resolution";--> statement-breakpoint
CREATE INDEX "citations_resolution" ON "citations" USING btree ("resolution_id","ward_id","meeting_id","position","id");