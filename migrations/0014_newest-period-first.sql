DROP INDEX "observations_ward_period";--> statement-breakpoint
DROP INDEX "observations_period";--> statement-breakpoint
DROP INDEX "observations_flagged";--> statement-breakpoint
DROP INDEX "observations_indicator";--> statement-breakpoint
CREATE INDEX "observations_ward_period" ON "observations" USING btree ("ward_id","period_to" DESC NULLS FIRST,"position","id");--> statement-breakpoint
CREATE INDEX "observations_period" ON "observations" USING btree ("period_to" DESC NULLS FIRST,"position","id");--> statement-breakpoint
CREATE INDEX "observations_flagged" ON "observations" USING btree ("period_to" DESC NULLS FIRST,"position","id") WHERE "observations"."flags" <> '[]'::jsonb;--> statement-breakpoint
CREATE INDEX "observations_indicator" ON "observations" USING btree ("indicator","period_to" DESC NULLS FIRST,"position","id");