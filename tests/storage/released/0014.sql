BEGIN TRANSACTION;
CREATE TABLE absence (
	post TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	PRIMARY KEY (post, first_day)
);
CREATE TABLE access (
	person TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	by_person TEXT NOT NULL, 
	until DATE, 
	confirmed_at DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
CREATE TABLE account (
	channel TEXT NOT NULL, 
	channel_user TEXT NOT NULL, 
	person TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	address JSON NOT NULL, 
	used_at DATETIME NOT NULL, 
	left_at DATETIME, 
	PRIMARY KEY (channel, channel_user)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0014');
CREATE TABLE audit (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	ref TEXT NOT NULL, 
	action TEXT NOT NULL, 
	thing TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "audit" VALUES(1,'2026-12-01 03:28:09.720650','e4a273ec82ab3649','referral.open','IPS-3TDX','0000000000000000000000000000000000000000000000000000000000000000','a2bca5e7318af3c2854711aee3f967d141a1ec698ec6810eccc1e38e7e0494c5');
INSERT INTO "audit" VALUES(2,'2026-12-01 03:28:09.720650','e4a273ec82ab3649','referral.consent.given','IPS-3TDX','a2bca5e7318af3c2854711aee3f967d141a1ec698ec6810eccc1e38e7e0494c5','f632fdfb71b385bc4ab4563f486dbd69815720d11537e5983993a4c9c7c643a0');
INSERT INTO "audit" VALUES(3,'2026-12-01 03:28:10.200040','92d5d8acd4860050','referral.open','IPS-GP49','f632fdfb71b385bc4ab4563f486dbd69815720d11537e5983993a4c9c7c643a0','f51f45f1b7603906daf722120319ea1ea90a008b93c10b37df2679738d68f279');
INSERT INTO "audit" VALUES(4,'2026-12-01 03:28:10.200040','92d5d8acd4860050','referral.consent.given','IPS-GP49','f51f45f1b7603906daf722120319ea1ea90a008b93c10b37df2679738d68f279','064aa94d7c378c33aca4c1ebb8ca05d70e2c7a6d1a87d4ca3f41e39044efb9b2');
INSERT INTO "audit" VALUES(5,'2026-12-01 03:28:10.285845','392341540319d477','referral.read','IPS-GP49','064aa94d7c378c33aca4c1ebb8ca05d70e2c7a6d1a87d4ca3f41e39044efb9b2','a8d2ad83939dc0a009fa41e53a3874ac5ba0effeea6aab7ed0ef171799dea914');
INSERT INTO "audit" VALUES(6,'2026-12-01 03:28:10.285845','392341540319d477','referral.received','IPS-GP49','a8d2ad83939dc0a009fa41e53a3874ac5ba0effeea6aab7ed0ef171799dea914','eff380cda86e8c09514a115ea74725107c3c72f19a6a54c67aadb40bce883e63');
INSERT INTO "audit" VALUES(7,'2026-12-01 03:28:10.399914','392341540319d477','referral.read','IPS-GP49','eff380cda86e8c09514a115ea74725107c3c72f19a6a54c67aadb40bce883e63','81e3353e3eaaab3829b475a7496ee2be19b8ae0bb6db2fb789b6a4fa15991581');
INSERT INTO "audit" VALUES(8,'2026-12-01 03:28:10.399914','392341540319d477','referral.accepted','IPS-GP49','81e3353e3eaaab3829b475a7496ee2be19b8ae0bb6db2fb789b6a4fa15991581','e310c1bf96382d41050c68ce2f6a84a6b138f5fe17faa53b64c4988ec6751709');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,8,'e310c1bf96382d41050c68ce2f6a84a6b138f5fe17faa53b64c4988ec6751709');
CREATE TABLE course_reminder (
	person TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
CREATE TABLE inquiry (
	code TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	asker TEXT NOT NULL, 
	service TEXT, 
	post TEXT NOT NULL, 
	state TEXT NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (code)
);
CREATE TABLE inquiry_change (
	code TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	to_state TEXT NOT NULL, 
	by_person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	reason TEXT, 
	times TEXT DEFAULT '' NOT NULL, 
	start TEXT, 
	PRIMARY KEY (code, number), 
	FOREIGN KEY(code) REFERENCES inquiry (code)
);
CREATE TABLE invitation (
	digest TEXT NOT NULL, 
	person TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_by TEXT, team TEXT, 
	PRIMARY KEY (digest)
);
CREATE TABLE outbox (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person TEXT, 
	post TEXT, 
	text_key TEXT NOT NULL, 
	places JSON NOT NULL, 
	buttons JSON NOT NULL, 
	at DATETIME NOT NULL, 
	delivered_at DATETIME
, "key" TEXT, tries INTEGER DEFAULT '0' NOT NULL, next_try_at DATETIME, passed_on_at DATETIME);
INSERT INTO "outbox" VALUES(1,NULL,'dps-general','notice.requested','{"code": "IPS-3TDX", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-3TDX", "handle.open"]]','2026-12-01 03:28:09.720650','2026-12-01 03:28:09.800796',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(2,NULL,'coordinator','notice.nobody','{"code": "IPS-3TDX", "team": "IPS \u00d8yane DPS"}','[]','2026-12-01 03:28:09.720650','2026-12-01 03:28:09.800796',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(3,NULL,'dps-general','notice.requested','{"code": "IPS-GP49", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["referrals:IPS-GP49", "handle.open"]]','2026-12-01 03:28:10.200040','2026-12-01 03:28:10.261715',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(4,NULL,'coordinator','notice.nobody','{"code": "IPS-GP49", "team": "IPS \u00d8yane DPS"}','[]','2026-12-01 03:28:10.200040','2026-12-01 03:28:10.261715',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(5,'eva',NULL,'notice.received','{"code": "IPS-GP49", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-GP49", "referrals.show"]]','2026-12-01 03:28:10.285845','2026-12-01 03:28:10.353843',NULL,0,NULL,NULL);
INSERT INTO "outbox" VALUES(6,'eva',NULL,'notice.accepted','{"code": "IPS-GP49", "team": "IPS \u00d8yane DPS", "name": "Jonas", "reason": "", "role": "@owner.specialist", "seat": " (Allmenn)", "place": ""}','[["referrals:IPS-GP49", "referrals.show"]]','2026-12-01 03:28:10.399914','2026-12-01 03:28:10.456416',NULL,0,NULL,NULL);
CREATE TABLE own_absence (
	person TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	PRIMARY KEY (person, first_day)
);
CREATE TABLE person (
	id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	service TEXT, 
	post TEXT, 
	name TEXT NOT NULL, 
	lang TEXT, email TEXT, phone_hours TEXT, ref TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "person" VALUES('anna','clinician','oyane-dps-allmenn',NULL,'Anna',NULL,NULL,NULL,'e4a273ec82ab3649');
INSERT INTO "person" VALUES('eva','clinician','oyane-dps-allmenn',NULL,'Eva',NULL,NULL,NULL,'92d5d8acd4860050');
INSERT INTO "person" VALUES('jonas','job_specialist',NULL,'dps-general','Jonas',NULL,NULL,NULL,'392341540319d477');
INSERT INTO "person" VALUES('kari','coordinator',NULL,NULL,'Kari',NULL,NULL,NULL,'231f3b16a370b774');
CREATE TABLE posting (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	address JSON NOT NULL, 
	person TEXT, 
	act TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	reply JSON, 
	news INTEGER, 
	message TEXT NOT NULL, 
	thing TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	next_try_at DATETIME, 
	done_at DATETIME, 
	carried BOOLEAN NOT NULL, 
	made TEXT NOT NULL
);
CREATE TABLE question_count (
	day DATE NOT NULL, 
	topic TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	role TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (day, topic, outcome, lang, role)
);
INSERT INTO "question_count" VALUES('2026-12-01','ips.definition','answer','nb','clinician',1);
CREATE TABLE referral (
	code TEXT NOT NULL, 
	service TEXT NOT NULL, 
	clinician TEXT NOT NULL, 
	post TEXT NOT NULL, 
	state TEXT NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	consent JSON NOT NULL, 
	changed_at DATETIME NOT NULL, waiting_since DATETIME, suggested JSON, 
	PRIMARY KEY (code)
);
INSERT INTO "referral" VALUES('IPS-3TDX','oyane-dps-allmenn','anna','dps-general','requested',1,1,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-12-01T04:28:09.721120+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:28:09.721120',NULL,'null');
INSERT INTO "referral" VALUES('IPS-GP49','oyane-dps-allmenn','eva','dps-general','accepted',1,3,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "written", "given_on": "2026-12-01", "in_patient_record": true, "recorded_by": "eva", "recorded_at": "2026-12-01T04:28:10.200392+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-12-01 03:28:10.404117',NULL,'null');
CREATE TABLE referral_change (
	code TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	to_state TEXT NOT NULL, 
	by_person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	reason TEXT, milestone TEXT, post TEXT, narrowed TEXT, replaced JSON, talk JSON, 
	PRIMARY KEY (code, number), 
	FOREIGN KEY(code) REFERENCES referral (code)
);
INSERT INTO "referral_change" VALUES('IPS-3TDX',1,'requested','anna','2026-12-01 03:28:09.721120',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-GP49',1,'requested','eva','2026-12-01 03:28:10.200392',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-GP49',2,'received','jonas','2026-12-01 03:28:10.291885',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-GP49',3,'accepted','jonas','2026-12-01 03:28:10.404117',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE seen_clock (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE session (
	person TEXT NOT NULL, 
	state JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
INSERT INTO "session" VALUES('anna','{"lang": "nb", "serial": 13, "dialog": null, "topic": "ips.definition", "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:28:10.638653');
INSERT INTO "session" VALUES('eva','{"lang": "nb", "serial": 15, "dialog": {"name": "refer", "answers": {"informed": "yes"}, "editing": null, "listing": false, "about": ""}, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:28:10.713437');
INSERT INTO "session" VALUES('jonas','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:28:10.399914');
INSERT INTO "session" VALUES('kari','{"lang": "nb", "serial": 0, "dialog": null, "topic": null, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": []}','2026-12-01 03:28:10.610911');
CREATE TABLE sign_in (
	subject TEXT NOT NULL, 
	person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (subject)
);
CREATE TABLE taken_update (
	channel TEXT NOT NULL, 
	update_id TEXT NOT NULL, 
	said JSON NOT NULL, 
	at DATETIME NOT NULL, person TEXT, 
	PRIMARY KEY (channel, update_id)
);
INSERT INTO "taken_update" VALUES('play','anna:bb82030dbc2bcaba32a90bf2e207a84a','{"replies": [{"text": "Hva pasienten vet og \u00f8nsker. Svar p\u00e5 hvert sp\u00f8rsm\u00e5l, eller skriv alt i \u00e9n setning.", "title": "Henvisning \u00b7 sp\u00f8rsm\u00e5l 1\u20135 av 11", "do": [], "more": "1. Helsepersonell skal fortelle hva IPS inneb\u00e6rer, s\u00e5 pasienten kan velge selv.\n\n2. Pasienten m\u00e5 selv ville det. Er pasienten usikker, kan dere be om et informasjonsm\u00f8te.\n\n3. Forskriften krever moderate til alvorlige psykiske lidelser eller rusproblemer, og behandling. Ikke skriv hva pasienten f\u00e5r behandling for.\n\n4. IPS er for dem som har fylt 16 \u00e5r. Ikke skriv alder eller f\u00f8dselsdato, bare velg gruppe.\n\n5. Retningslinjen fra 2020 sier at sykmeldte skal dr\u00f8ftes med metodeveilederen. Forskriften fra 2023 har ikke noe slikt unntak. Vi leser det slik at sykmelding alene ikke er grunn til et nei.", "sources": [], "record": "", "calls": [], "choices": [{"id": "d:1:yes", "label": "Ja"}, {"id": "d:1:no", "label": "Nei"}, {"id": "d:1:!cancel", "label": "Avbryt"}], "tone": "plain", "files": [], "pictures": [], "opened": false, "card": {"parts": [{"number": 1, "step": "informed", "ask": "Har pasienten f\u00e5tt vite hva IPS er?", "choices": [{"id": "d:1:informed=yes", "label": "Ja"}, {"id": "d:1:informed=no", "label": "Nei"}], "given": "", "chosen": "", "dated": false, "help": "Helsepersonell skal fortelle hva IPS inneb\u00e6rer, s\u00e5 pasienten kan velge selv."}, {"number": 2, "step": "wish", "ask": "\u00d8nsker pasienten en vanlig jobb eller utdanning?", "choices": [{"id": "d:1:wish=yes", "label": "Ja"}, {"id": "d:1:wish=unsure", "label": "Usikker"}, {"id": "d:1:wish=no", "label": "Nei"}], "given": "", "chosen": "", "dated": false, "help": "Pasienten m\u00e5 selv ville det. Er pasienten usikker, kan dere be om et informasjonsm\u00f8te."}, {"number": 3, "step": "treatment", "ask": "F\u00e5r pasienten behandling for en psykisk lidelse eller et rusproblem i helse- og omsorgstjenesten?", "choices": [{"id": "d:1:treatment=yes", "label": "Ja"}, {"id": "d:1:treatment=no", "label": "Nei"}, {"id": "d:1:treatment=unsure", "label": "Usikker"}], "given": "", "chosen": "", "dated": false, "help": "Forskriften krever moderate til alvorlige psykiske lidelser eller rusproblemer, og behandling. Ikke skriv hva pasienten f\u00e5r behandling for."}, {"number": 4, "step": "age", "ask": "Hvor gammel er pasienten?", "choices": [{"id": "d:1:age=adult", "label": "18 \u00e5r eller eldre"}, {"id": "d:1:age=youth", "label": "16 eller 17 \u00e5r"}, {"id": "d:1:age=child", "label": "Under 16 \u00e5r"}, {"id": "d:1:age=doubt", "label": "I tvil om alder eller beslutningskompetanse"}], "given": "", "chosen": "", "dated": false, "help": "IPS er for dem som har fylt 16 \u00e5r. Ikke skriv alder eller f\u00f8dselsdato, bare velg gruppe."}, {"number": 5, "step": "sick_listed", "ask": "Er pasienten sykmeldt fra en jobb?", "choices": [{"id": "d:1:sick_listed=no", "label": "Nei"}, {"id": "d:1:sick_listed=yes", "label": "Ja"}], "given": "", "chosen": "", "dated": false, "help": "Retningslinjen fra 2020 sier at sykmeldte skal dr\u00f8ftes med metodeveilederen. Forskriften fra 2023 har ikke noe slikt unntak. Vi leser det slik at sykmelding alene ikke er grunn til et nei."}], "onward": {"id": "d:1:!all", "label": "Neste"}, "ways": [{"id": "d:1:!cancel", "label": "Avbryt"}], "again": false}, "rows": [], "after": ""}], "kind": "dialog", "erase": false, "lang": "nb"}','2026-12-01 03:28:08.957724','anna');
CREATE TABLE team_channel (
	team TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	address JSON NOT NULL, 
	lang TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (team)
);
CREATE TABLE unanswered (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	day DATE NOT NULL, 
	lang TEXT NOT NULL, 
	text TEXT NOT NULL, 
	same TEXT NOT NULL
);
CREATE TABLE web_session (
	digest TEXT NOT NULL, 
	person TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	sid TEXT NOT NULL, 
	begun_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	proved_at DATETIME NOT NULL, 
	PRIMARY KEY (digest)
);
CREATE INDEX ix_person_post ON person (post);
CREATE INDEX ix_taken_update_at ON taken_update (at);
CREATE INDEX ix_referral_clinician ON referral (clinician, is_open, changed_at);
CREATE INDEX ix_referral_post ON referral (post, is_open, changed_at);
CREATE INDEX ix_outbox_person ON outbox (person, number);
CREATE INDEX ix_outbox_post ON outbox (post, number);
CREATE INDEX ix_referral_waiting ON referral (post, waiting_since);
CREATE UNIQUE INDEX ix_outbox_key ON outbox ("key");
CREATE INDEX ix_outbox_waiting ON outbox (delivered_at, passed_on_at, number);
CREATE INDEX ix_inquiry_asker ON inquiry (asker, is_open, changed_at);
CREATE INDEX ix_inquiry_post ON inquiry (post, is_open, changed_at);
CREATE INDEX ix_inquiry_open ON inquiry (is_open, code);
CREATE INDEX ix_taken_update_person ON taken_update (person);
CREATE INDEX ix_session_at ON session (at);
CREATE INDEX ix_unanswered_day ON unanswered (day);
CREATE INDEX ix_unanswered_same ON unanswered (same);
CREATE UNIQUE INDEX ix_person_ref ON person (ref);
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_follows BEFORE INSERT ON audit WHEN NOT EXISTS (SELECT 1 FROM audit_head AS head WHERE NEW.number = head.number + 1 AND NEW.previous = head.hash) BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_head_one BEFORE INSERT ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER audit_head_moves BEFORE UPDATE ON audit_head WHEN NOT (NEW.number = OLD.number + 1 AND NEW.id = OLD.id AND EXISTS (SELECT 1 FROM audit WHERE audit.number = NEW.number AND audit.hash = NEW.hash)) BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE INDEX ix_account_person ON account (person);
CREATE INDEX ix_account_chat ON account (channel, chat);
CREATE INDEX ix_invitation_person ON invitation (person);
CREATE INDEX ix_invitation_expires_at ON invitation (expires_at);
CREATE INDEX ix_posting_waiting ON posting (done_at, channel, chat, number);
CREATE INDEX ix_posting_thing ON posting (thing, channel, chat);
CREATE INDEX ix_posting_news ON posting (news);
CREATE INDEX ix_posting_person ON posting (person);
CREATE INDEX ix_posting_done_at ON posting (done_at);
CREATE INDEX ix_referral_open ON referral (is_open, code);
CREATE INDEX ix_sign_in_person ON sign_in (person);
CREATE INDEX ix_web_session_person ON web_session (person);
CREATE INDEX ix_web_session_seen_at ON web_session (seen_at);
CREATE INDEX ix_web_session_subject ON web_session (subject);
CREATE INDEX ix_web_session_sid ON web_session (sid);
CREATE INDEX ix_access_until ON access (until);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',6);
COMMIT;
