CREATE UNLOGGED TABLE "allowances" (
	"name" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
