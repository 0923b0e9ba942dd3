CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"ward_ids" uuid[],
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash"),
	CONSTRAINT "api_keys_scopes" CHECK ("api_keys"."scopes" <@ array['read', 'write', 'review', 'admin'])
);
--> statement-breakpoint
CREATE TABLE "appointments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"official_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role" text NOT NULL,
	"title" text NOT NULL,
	"from_on" date,
	"to_on" date,
	"observed_from" date,
	"observed_to" date,
	CONSTRAINT "appointments_identity" UNIQUE NULLS NOT DISTINCT("official_id","organisation_id","role","from_on"),
	CONSTRAINT "appointments_dates" CHECK ("appointments"."from_on" <= "appointments"."to_on"),
	CONSTRAINT "appointments_observed" CHECK ("appointments"."observed_from" <= "appointments"."observed_to")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changes_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transaction" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"reason" text,
	"act" text NOT NULL,
	"kind" text NOT NULL,
	"record_id" text NOT NULL,
	"ward_id" uuid,
	"version" integer NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "changes_act" CHECK ("changes"."act" in ('created', 'updated', 'deleted', 'restored', 'redacted'))
);
--> statement-breakpoint
CREATE TABLE "citations" (
	"ward_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"status" text DEFAULT 'verified' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"resolution_id" uuid,
	"candidate_ids" uuid[] DEFAULT '{}' NOT NULL,
	"as_cited" text NOT NULL,
	"issuer_as_stated" text,
	"issued_on_as_stated" date,
	"agrees" boolean,
	"position" integer NOT NULL,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	CONSTRAINT "citations_ward_id_id_pk" PRIMARY KEY("ward_id","id"),
	CONSTRAINT "citations_agree" CHECK (("citations"."resolution_id" is null) = ("citations"."agrees" is null))
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"ward_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"meeting_id" uuid,
	"property" text,
	"participant_id" uuid,
	"citation_id" uuid,
	"observation_id" uuid,
	"task_id" uuid,
	"start_at" integer NOT NULL,
	"end_at" integer NOT NULL,
	"quote" text,
	"method" text NOT NULL,
	"confidence" double precision NOT NULL,
	"confirmed_by" text,
	CONSTRAINT "evidence_ward_id_id_pk" PRIMARY KEY("ward_id","id"),
	CONSTRAINT "evidence_one_claim" CHECK (
    case num_nonnulls("evidence"."participant_id", "evidence"."citation_id", "evidence"."observation_id", "evidence"."task_id")
      when 0 then "evidence"."meeting_id" is not null and "evidence"."property" is not null
      when 1 then "evidence"."property" is null
      else false
    end),
	CONSTRAINT "evidence_span" CHECK (0 <= "evidence"."start_at" and "evidence"."start_at" < "evidence"."end_at"),
	CONSTRAINT "evidence_method" CHECK ("evidence"."method" in ('manual', 'extracted')),
	CONSTRAINT "evidence_confidence" CHECK ("evidence"."confidence" between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "indicators" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"unit" text NOT NULL,
	"category" text NOT NULL,
	"kind" text NOT NULL,
	"nature" text NOT NULL,
	"dimensions" text[] DEFAULT '{}' NOT NULL,
	"part_of" text,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "indicators_kind" CHECK ("indicators"."kind" in ('count', 'amount', 'rate', 'ratio', 'grade', 'rank')),
	CONSTRAINT "indicators_nature" CHECK ("indicators"."nature" in ('flow', 'stock', 'event'))
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"ward_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"status" text DEFAULT 'verified' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"title" text NOT NULL,
	"type" text NOT NULL,
	"also_types" text[] DEFAULT '{}' NOT NULL,
	"held_on" date NOT NULL,
	"ends_on" date,
	"session" text,
	"host_id" uuid,
	"counterpart_id" uuid,
	"reviews" text,
	"plans" text,
	"summary" text,
	"inferred" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"source_system" text,
	"external_id" text,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	CONSTRAINT "meetings_ward_id_id_pk" PRIMARY KEY("ward_id","id"),
	CONSTRAINT "meetings_identity" UNIQUE NULLS NOT DISTINCT("ward_id","held_on","type","host_id","title"),
	CONSTRAINT "meetings_external" UNIQUE("ward_id","source_system","external_id"),
	CONSTRAINT "meetings_session" CHECK ("meetings"."session" in ('morning', 'afternoon', 'evening')),
	CONSTRAINT "meetings_title" CHECK (char_length("meetings"."title") between 1 and 500),
	CONSTRAINT "meetings_dates" CHECK ("meetings"."held_on" <= "meetings"."ends_on"),
	CONSTRAINT "meetings_status" CHECK ("meetings"."status" in ('verified', 'unverified')),
	CONSTRAINT "meetings_external_whole" CHECK (("meetings"."source_system" is null) = ("meetings"."external_id" is null))
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"ward_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"status" text DEFAULT 'verified' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"meeting_id" uuid,
	"source_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"indicator" text NOT NULL,
	"unit" text,
	"kind" text NOT NULL,
	"period" text,
	"period_from" date NOT NULL,
	"period_to" date NOT NULL,
	"subject" text,
	"dimensions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"value" numeric,
	"value_text" text,
	"target" numeric,
	"percent_of_target" numeric,
	"change_percent" numeric,
	"change_basis" text,
	"comparator" text DEFAULT 'eq' NOT NULL,
	"estimate" boolean DEFAULT false NOT NULL,
	"measured_on" date,
	"as_reported" text NOT NULL,
	"flags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"superseded_by" uuid,
	"position" integer NOT NULL,
	CONSTRAINT "observations_ward_id_id_pk" PRIMARY KEY("ward_id","id"),
	CONSTRAINT "observations_identity" UNIQUE NULLS NOT DISTINCT("ward_id","indicator","kind","period","subject","dimensions","source_id","place"),
	CONSTRAINT "observations_kind" CHECK ("observations"."kind" in ('actual', 'target')),
	CONSTRAINT "observations_comparator" CHECK ("observations"."comparator" in ('eq', 'gt', 'gte', 'lt', 'lte', 'approx')),
	CONSTRAINT "observations_subject" CHECK (char_length("observations"."subject") <= 300),
	CONSTRAINT "observations_period" CHECK ("observations"."period_from" <= "observations"."period_to"),
	CONSTRAINT "observations_status" CHECK ("observations"."status" in ('verified', 'unverified'))
);
--> statement-breakpoint
CREATE TABLE "officials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sort_key" text NOT NULL,
	"merged_into" uuid,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "officials_merge" CHECK ("officials"."merged_into" <> "officials"."id")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sort_key" text NOT NULL,
	"short_name" text,
	"kind" text NOT NULL,
	"level" text NOT NULL,
	"parent_id" uuid,
	"unit_id" uuid,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organisations_identity" UNIQUE NULLS NOT DISTINCT("kind","name","unit_id")
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"ward_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"status" text DEFAULT 'verified' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"official_id" uuid,
	"group_name" text,
	"capacity" text NOT NULL,
	"titles" text[] DEFAULT '{}' NOT NULL,
	"organisation_ids" uuid[] DEFAULT '{}' NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "participants_ward_id_id_pk" PRIMARY KEY("ward_id","id"),
	CONSTRAINT "participants_official" UNIQUE("ward_id","meeting_id","official_id"),
	CONSTRAINT "participants_one" CHECK (num_nonnulls("participants"."official_id", "participants"."group_name") = 1),
	CONSTRAINT "participants_capacity" CHECK ("participants"."capacity" in ('chair', 'speaker', 'reporter', 'guest', 'host', 'attendee', 'concluding'))
);
--> statement-breakpoint
CREATE TABLE "resolution_relations" (
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "resolution_relations_from_id_to_id_kind_pk" PRIMARY KEY("from_id","to_id","kind"),
	CONSTRAINT "resolution_relations_kind" CHECK ("resolution_relations"."kind" in ('continues', 'implements', 'replaces'))
);
--> statement-breakpoint
CREATE TABLE "resolutions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"family" text NOT NULL,
	"symbol" text NOT NULL,
	"type" text NOT NULL,
	"number" integer NOT NULL,
	"suffix" text NOT NULL,
	"issuer_id" uuid NOT NULL,
	"committee_id" uuid NOT NULL,
	"issued_on" date,
	"ordered_on" date GENERATED ALWAYS AS (coalesce(issued_on, '0001-01-01'::date)) STORED NOT NULL,
	"term" text,
	"year" integer,
	"title" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"url" text,
	"in_force" boolean,
	"replaced_by_id" uuid,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "resolutions_family" CHECK ("resolutions"."family" in ('party', 'state')),
	CONSTRAINT "resolutions_span" CHECK (case "resolutions"."family" when 'party' then "resolutions"."term" is not null else "resolutions"."year" is not null end),
	CONSTRAINT "resolutions_number" CHECK ("resolutions"."number" > 0)
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"publisher" text,
	"author" text,
	"published_on" date,
	"url" text,
	"language" text DEFAULT 'vi' NOT NULL,
	"sha256" text NOT NULL,
	"licence" text,
	"text" text,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sources_sha256_unique" UNIQUE("sha256"),
	CONSTRAINT "sources_sha256" CHECK ("sources"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"ward_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"status" text DEFAULT 'verified' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"text" text NOT NULL,
	"set_by" text,
	"set_by_official_id" uuid,
	"assignee" text,
	"assignee_words" text DEFAULT '' NOT NULL,
	"assignee_search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(assignee_words, ' '))) STORED,
	"period" text,
	"category" text,
	"position" integer NOT NULL,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	CONSTRAINT "tasks_ward_id_id_pk" PRIMARY KEY("ward_id","id")
);
--> statement-breakpoint
CREATE TABLE "unit_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"extent" text NOT NULL,
	"effective_on" date NOT NULL,
	"legal_basis" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "unit_changes_identity" UNIQUE("from_id","to_id","effective_on"),
	CONSTRAINT "unit_changes_kind" CHECK ("unit_changes"."kind" in ('merged', 'split', 'renamed', 'transferred')),
	CONSTRAINT "unit_changes_extent" CHECK ("unit_changes"."extent" in ('whole', 'part')),
	CONSTRAINT "unit_changes_distinct" CHECK ("unit_changes"."from_id" <> "unit_changes"."to_id")
);
--> statement-breakpoint
CREATE TABLE "unit_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"code" text,
	"parent_id" uuid,
	"province_id" uuid,
	"valid_from" date,
	"valid_to" date,
	"legal_act" text,
	CONSTRAINT "unit_versions_start" UNIQUE NULLS NOT DISTINCT("unit_id","valid_from"),
	CONSTRAINT "unit_versions_validity" CHECK ("unit_versions"."valid_from" <= "unit_versions"."valid_to")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" uuid PRIMARY KEY NOT NULL,
	"level" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"sort_key" text NOT NULL,
	"kind" text NOT NULL,
	"code" text,
	"parent_id" uuid,
	"province_id" uuid,
	"valid_from" date,
	"valid_to" date,
	"inferred" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "units_slug" UNIQUE("level","slug"),
	CONSTRAINT "units_level" CHECK ("units"."level" in ('province', 'district', 'ward')),
	CONSTRAINT "units_validity" CHECK ("units"."valid_from" <= "units"."valid_to"),
	CONSTRAINT "units_has_province" CHECK (("units"."level" = 'province') = ("units"."province_id" is null))
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"kinds" text[],
	"ward_ids" uuid[],
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_ward_id_units_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_resolution_id_resolutions_id_fk" FOREIGN KEY ("resolution_id") REFERENCES "public"."resolutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_ward_id_meeting_id_meetings_ward_id_id_fk" FOREIGN KEY ("ward_id","meeting_id") REFERENCES "public"."meetings"("ward_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_ward_id_units_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_ward_id_meeting_id_meetings_ward_id_id_fk" FOREIGN KEY ("ward_id","meeting_id") REFERENCES "public"."meetings"("ward_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_ward_id_participant_id_participants_ward_id_id_fk" FOREIGN KEY ("ward_id","participant_id") REFERENCES "public"."participants"("ward_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_ward_id_citation_id_citations_ward_id_id_fk" FOREIGN KEY ("ward_id","citation_id") REFERENCES "public"."citations"("ward_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_ward_id_observation_id_observations_ward_id_id_fk" FOREIGN KEY ("ward_id","observation_id") REFERENCES "public"."observations"("ward_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_ward_id_task_id_tasks_ward_id_id_fk" FOREIGN KEY ("ward_id","task_id") REFERENCES "public"."tasks"("ward_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicators" ADD CONSTRAINT "indicators_part_of_indicators_code_fk" FOREIGN KEY ("part_of") REFERENCES "public"."indicators"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_ward_id_units_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_host_id_organisations_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_counterpart_id_organisations_id_fk" FOREIGN KEY ("counterpart_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_ward_id_units_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_indicator_indicators_code_fk" FOREIGN KEY ("indicator") REFERENCES "public"."indicators"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_ward_id_meeting_id_meetings_ward_id_id_fk" FOREIGN KEY ("ward_id","meeting_id") REFERENCES "public"."meetings"("ward_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_ward_id_superseded_by_observations_ward_id_id_fk" FOREIGN KEY ("ward_id","superseded_by") REFERENCES "public"."observations"("ward_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officials" ADD CONSTRAINT "officials_merged_into_officials_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."officials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_parent_id_organisations_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_ward_id_units_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_ward_id_meeting_id_meetings_ward_id_id_fk" FOREIGN KEY ("ward_id","meeting_id") REFERENCES "public"."meetings"("ward_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolution_relations" ADD CONSTRAINT "resolution_relations_from_id_resolutions_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."resolutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolution_relations" ADD CONSTRAINT "resolution_relations_to_id_resolutions_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."resolutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolutions" ADD CONSTRAINT "resolutions_issuer_id_organisations_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolutions" ADD CONSTRAINT "resolutions_committee_id_organisations_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolutions" ADD CONSTRAINT "resolutions_replaced_by_id_resolutions_id_fk" FOREIGN KEY ("replaced_by_id") REFERENCES "public"."resolutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_ward_id_units_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_set_by_official_id_officials_id_fk" FOREIGN KEY ("set_by_official_id") REFERENCES "public"."officials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_ward_id_meeting_id_meetings_ward_id_id_fk" FOREIGN KEY ("ward_id","meeting_id") REFERENCES "public"."meetings"("ward_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_changes" ADD CONSTRAINT "unit_changes_from_id_units_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_changes" ADD CONSTRAINT "unit_changes_to_id_units_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_parent_id_units_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_province_id_units_id_fk" FOREIGN KEY ("province_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_parent_id_units_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_province_id_units_id_fk" FOREIGN KEY ("province_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appointments_organisation" ON "appointments" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "changes_feed" ON "changes" USING btree ("transaction","seq");--> statement-breakpoint
CREATE INDEX "changes_record" ON "changes" USING btree ("kind","record_id","seq");--> statement-breakpoint
CREATE INDEX "changes_ward" ON "changes" USING btree ("ward_id","seq");--> statement-breakpoint
CREATE INDEX "citations_id" ON "citations" USING btree ("id");--> statement-breakpoint
CREATE INDEX "citations_meeting" ON "citations" USING btree ("ward_id","meeting_id","position");--> statement-breakpoint
CREATE INDEX "citations_resolution" ON "citations" USING btree ("resolution_id");--> statement-breakpoint
CREATE INDEX "citations_updated" ON "citations" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "citations_search" ON "citations" USING gin ("search");--> statement-breakpoint
CREATE INDEX "evidence_meeting" ON "evidence" USING btree ("ward_id","meeting_id");--> statement-breakpoint
CREATE INDEX "evidence_participant" ON "evidence" USING btree ("ward_id","participant_id");--> statement-breakpoint
CREATE INDEX "evidence_citation" ON "evidence" USING btree ("ward_id","citation_id");--> statement-breakpoint
CREATE INDEX "evidence_observation" ON "evidence" USING btree ("ward_id","observation_id");--> statement-breakpoint
CREATE INDEX "evidence_task" ON "evidence" USING btree ("ward_id","task_id");--> statement-breakpoint
CREATE INDEX "evidence_source" ON "evidence" USING btree ("source_id");--> statement-breakpoint
CREATE INDEX "meetings_id" ON "meetings" USING btree ("id");--> statement-breakpoint
CREATE INDEX "meetings_ward_held" ON "meetings" USING btree ("ward_id","held_on","id");--> statement-breakpoint
CREATE INDEX "meetings_held" ON "meetings" USING btree ("held_on","id");--> statement-breakpoint
CREATE INDEX "meetings_updated" ON "meetings" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "meetings_search" ON "meetings" USING gin ("search");--> statement-breakpoint
CREATE INDEX "observations_id" ON "observations" USING btree ("id");--> statement-breakpoint
CREATE INDEX "observations_meeting" ON "observations" USING btree ("ward_id","meeting_id","position");--> statement-breakpoint
CREATE INDEX "observations_ward_period" ON "observations" USING btree ("ward_id","period_to" DESC NULLS LAST,"position","id");--> statement-breakpoint
CREATE INDEX "observations_period" ON "observations" USING btree ("period_to" DESC NULLS LAST,"position","id");--> statement-breakpoint
CREATE INDEX "observations_updated" ON "observations" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "observations_indicator" ON "observations" USING btree ("indicator","period_to" DESC NULLS LAST,"position","id");--> statement-breakpoint
CREATE INDEX "officials_merged" ON "officials" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "officials_order" ON "officials" USING btree ("sort_key","id");--> statement-breakpoint
CREATE INDEX "officials_updated" ON "officials" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "officials_search" ON "officials" USING gin ("search");--> statement-breakpoint
CREATE INDEX "organisations_unit" ON "organisations" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "organisations_updated" ON "organisations" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "organisations_search" ON "organisations" USING gin ("search");--> statement-breakpoint
CREATE INDEX "participants_id" ON "participants" USING btree ("id");--> statement-breakpoint
CREATE INDEX "participants_by_official" ON "participants" USING btree ("official_id");--> statement-breakpoint
CREATE INDEX "resolution_relations_to" ON "resolution_relations" USING btree ("to_id");--> statement-breakpoint
CREATE UNIQUE INDEX "resolutions_party_identity" ON "resolutions" USING btree ("committee_id","type","number","term") WHERE "resolutions"."family" = 'party';--> statement-breakpoint
CREATE UNIQUE INDEX "resolutions_state_identity" ON "resolutions" USING btree ("committee_id","type","number","year") WHERE "resolutions"."family" = 'state';--> statement-breakpoint
CREATE INDEX "resolutions_symbol" ON "resolutions" USING btree ("symbol");--> statement-breakpoint
CREATE INDEX "resolutions_order" ON "resolutions" USING btree ("ordered_on","id");--> statement-breakpoint
CREATE INDEX "resolutions_updated" ON "resolutions" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "resolutions_search" ON "resolutions" USING gin ("search");--> statement-breakpoint
CREATE INDEX "sources_updated" ON "sources" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "sources_search" ON "sources" USING gin ("search");--> statement-breakpoint
CREATE INDEX "tasks_id" ON "tasks" USING btree ("id");--> statement-breakpoint
CREATE INDEX "tasks_meeting" ON "tasks" USING btree ("ward_id","meeting_id","position");--> statement-breakpoint
CREATE INDEX "tasks_updated" ON "tasks" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "tasks_search" ON "tasks" USING gin ("search");--> statement-breakpoint
CREATE INDEX "tasks_assignee" ON "tasks" USING gin ("assignee_search");--> statement-breakpoint
CREATE INDEX "unit_changes_to" ON "unit_changes" USING btree ("to_id");--> statement-breakpoint
CREATE UNIQUE INDEX "units_present_code" ON "units" USING btree ("level","code") WHERE "units"."valid_to" is null;--> statement-breakpoint
CREATE INDEX "units_updated" ON "units" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "units_search" ON "units" USING gin ("search");