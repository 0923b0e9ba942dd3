DROP INDEX CONCURRENTLY IF EXISTS "meetings_type";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "meetings_type" ON "meetings" USING btree ("type","held_on","id");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "meetings_also";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "meetings_also" ON "meetings" USING btree ("held_on","id") WHERE cardinality("meetings"."also_types") > 0;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "meetings_host";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "meetings_host" ON "meetings" USING btree ("host_id");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "meetings_counterpart";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "meetings_counterpart" ON "meetings" USING btree ("counterpart_id") WHERE "meetings"."counterpart_id" is not null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "meetings_reviews";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "meetings_reviews" ON "meetings" USING btree ("reviews","held_on","id") WHERE "meetings"."reviews" is not null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "meetings_plans";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "meetings_plans" ON "meetings" USING btree ("plans","held_on","id") WHERE "meetings"."plans" is not null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "participants_organisations";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "participants_organisations" ON "participants" USING gin ("organisation_ids");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "resolutions_issuer";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "resolutions_issuer" ON "resolutions" USING btree ("issuer_id");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "resolutions_committee";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "resolutions_committee" ON "resolutions" USING btree ("committee_id");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "sources_published";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "sources_published" ON "sources" USING btree ("published_on");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "tasks_category";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "tasks_category" ON "tasks" USING btree ("category","ward_id","meeting_id","position","id") WHERE "tasks"."category" is not null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "tasks_period";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "tasks_period" ON "tasks" USING btree ("period","ward_id","meeting_id","position","id") WHERE "tasks"."period" is not null;