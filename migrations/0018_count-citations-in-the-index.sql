DROP INDEX CONCURRENTLY IF EXISTS "citations_document";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "citations_document" ON "citations" USING btree ("resolution_id","ward_id","meeting_id","position","id","status");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "citations_resolution";
