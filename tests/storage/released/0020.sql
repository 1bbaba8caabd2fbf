BEGIN TRANSACTION;
CREATE TABLE absence (
	post TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	PRIMARY KEY (post, first_day)
);
INSERT INTO "absence" VALUES('dps-general','2026-11-21','2026-11-21');
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
INSERT INTO "account" VALUES('telegram','7','anna','7','{}','2026-11-21 12:00:00.000000','2026-11-21 12:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0020');
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
INSERT INTO "audit" VALUES(1,'2026-12-01 16:19:35.774731','61abc8ccfb7fd5be','person.email','-','0000000000000000000000000000000000000000000000000000000000000000','a3342a9ddf8aa4d344c79066ec9a3cb227e850b47cc1630098eaebf536a76a77');
INSERT INTO "audit" VALUES(2,'2026-12-01 16:19:35.790672','071c47029038da76','person.email','-','a3342a9ddf8aa4d344c79066ec9a3cb227e850b47cc1630098eaebf536a76a77','fc44c128bd8c601db01fe2bc9080adf29f0e7e0a1c43ebca58af0bfa78e88c5d');
INSERT INTO "audit" VALUES(3,'2026-12-01 16:19:35.938290','house','person.away','dps-general','fc44c128bd8c601db01fe2bc9080adf29f0e7e0a1c43ebca58af0bfa78e88c5d','fb44173da5bb3a5e2207cfd0dc6c57a71565c61a0adfb904f6e4549177f20290');
INSERT INTO "audit" VALUES(4,'2026-11-21 12:00:00.000000','61abc8ccfb7fd5be','referral.open','IPS-6KNV','fb44173da5bb3a5e2207cfd0dc6c57a71565c61a0adfb904f6e4549177f20290','d6bd9d17e38dbc1b6b2ec589049774f722dd8951f97121506c90ca048f06c482');
INSERT INTO "audit" VALUES(5,'2026-11-21 12:00:00.000000','61abc8ccfb7fd5be','referral.consent.given','IPS-6KNV','d6bd9d17e38dbc1b6b2ec589049774f722dd8951f97121506c90ca048f06c482','777442d7dc0b09820caefb98f83866956b560f63fbbce2c1167c54c0efe0462b');
INSERT INTO "audit" VALUES(6,'2026-11-21 12:00:00.000000','61abc8ccfb7fd5be','referral.open','IPS-BF78','777442d7dc0b09820caefb98f83866956b560f63fbbce2c1167c54c0efe0462b','83af9dbe6cf61654fc4298496514d88a3f71aa79e73787ab350b560bda5d034c');
INSERT INTO "audit" VALUES(7,'2026-11-21 12:00:00.000000','61abc8ccfb7fd5be','referral.consent.given','IPS-BF78','83af9dbe6cf61654fc4298496514d88a3f71aa79e73787ab350b560bda5d034c','0e1ee590261f5857c4aa8d614ca9cf96a20d909cb379e459f7e660876e596249');
INSERT INTO "audit" VALUES(8,'2026-11-21 12:00:00.000000','071c47029038da76','denied','IPS-BF78','0e1ee590261f5857c4aa8d614ca9cf96a20d909cb379e459f7e660876e596249','95fd1b4a34420a4ee925da4ec04ce7a02c3cc5735717dee19333a11beaee9a44');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,8,'95fd1b4a34420a4ee925da4ec04ce7a02c3cc5735717dee19333a11beaee9a44');
CREATE TABLE course_learner (
	person TEXT NOT NULL, 
	version DATE NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
INSERT INTO "course_learner" VALUES('anna','2026-11-21','2026-11-21 12:00:00.000000');
CREATE TABLE course_reminder (
	person TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	PRIMARY KEY (person)
);
INSERT INTO "course_reminder" VALUES('anna','2026-11-21 12:00:00.000000');
CREATE TABLE directory_entry (
	kind TEXT NOT NULL, 
	id TEXT NOT NULL, 
	entry JSON, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (kind, id)
);
CREATE TABLE event (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	place TEXT NOT NULL, 
	start TEXT NOT NULL, 
	minutes INTEGER NOT NULL, 
	every TEXT NOT NULL, 
	until DATE NOT NULL, 
	off_at DATETIME
);
INSERT INTO "event" VALUES(1,'lunch','Origo','2026-11-21T12:00:00',60,'once','2026-11-21',NULL);
CREATE TABLE event_signup (
	event INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	day TEXT NOT NULL, 
	until DATE NOT NULL, 
	PRIMARY KEY (event, person, day)
);
INSERT INTO "event_signup" VALUES(1,'anna','','2026-11-21');
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
INSERT INTO "inquiry" VALUES('SPM-CLSD2','talk','anna',NULL,'dps-general','closed',0,1,'2026-11-21 12:00:00.000000');
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
INSERT INTO "inquiry_change" VALUES('SPM-CLSD2',1,'closed','anna','2026-11-21 12:00:00.000000',NULL,'',NULL);
CREATE TABLE instruction_reading (
	person TEXT NOT NULL, 
	version TEXT NOT NULL, 
	until DATE NOT NULL, 
	reminded_at DATETIME, 
	PRIMARY KEY (person, version)
);
INSERT INTO "instruction_reading" VALUES('anna','2026-11-21','2026-11-21',NULL);
CREATE TABLE instruction_receipt (
	person TEXT NOT NULL, 
	version TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (person, version)
);
INSERT INTO "instruction_receipt" VALUES('anna','2026-11-21','2026-11-21 12:00:00.000000');
CREATE TABLE invitation (
	digest TEXT NOT NULL, 
	person TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_by TEXT, team TEXT, 
	PRIMARY KEY (digest)
);
INSERT INTO "invitation" VALUES('d','anna','2026-11-21 12:00:00.000000',NULL,NULL);
CREATE TABLE kb_change (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	texts JSON NOT NULL, 
	groups JSON NOT NULL, 
	by_person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	stage TEXT NOT NULL, 
	patch TEXT NOT NULL, 
	effect JSON, 
	decided_by TEXT NOT NULL, 
	decided_at DATETIME
);
INSERT INTO "kb_change" VALUES(1,'variant','ips.goal','{}','[]','anna','2026-11-21 12:00:00.000000','taken','',NULL,'','2026-11-21 12:00:00.000000');
CREATE TABLE lease (
	name TEXT NOT NULL, 
	holder TEXT NOT NULL, 
	until DATETIME NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE newsletter (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	phase TEXT NOT NULL, 
	texts JSON NOT NULL, 
	told INTEGER NOT NULL, 
	readers INTEGER NOT NULL, 
	at DATETIME NOT NULL
);
INSERT INTO "newsletter" VALUES(1,'sent','{"nb": "# Hei"}',0,0,'2026-11-21 12:00:00.000000');
CREATE TABLE newsletter_subscriber (
	person TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	told INTEGER NOT NULL, 
	PRIMARY KEY (person)
);
INSERT INTO "newsletter_subscriber" VALUES('anna','2026-11-21 12:00:00.000000',0);
CREATE TABLE outbox (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person TEXT, 
	post TEXT, 
	text_key TEXT NOT NULL, 
	places JSON NOT NULL, 
	buttons JSON NOT NULL, 
	at DATETIME NOT NULL, 
	delivered_at DATETIME
, "key" TEXT, passed_on_at DATETIME);
INSERT INTO "outbox" VALUES(1,'anna',NULL,'notice.cancel','{"code": "IPS-CLSD2"}','[]','2026-11-21 12:00:00.000000','2026-11-21 12:00:00.000000',NULL,NULL);
INSERT INTO "outbox" VALUES(2,NULL,'dps-fact','notice.requested','{"code": "IPS-6KNV", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["lead", "open", "IPS-6KNV"]]','2026-11-21 12:00:00.000000',NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(3,NULL,'coordinator','notice.nobody','{"code": "IPS-6KNV", "team": "IPS \u00d8yane DPS"}','[]','2026-11-21 12:00:00.000000',NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(4,NULL,'dps-fact','notice.requested','{"code": "IPS-BF78", "service": "\u00d8yane DPS: allmenn", "place": "0"}','[["lead", "open", "IPS-BF78"]]','2026-11-21 12:00:00.000000',NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(5,NULL,'coordinator','notice.nobody','{"code": "IPS-BF78", "team": "IPS \u00d8yane DPS"}','[]','2026-11-21 12:00:00.000000',NULL,NULL,NULL);
CREATE TABLE own_absence (
	person TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	PRIMARY KEY (person, first_day)
);
INSERT INTO "own_absence" VALUES('anna','2026-11-21','2026-11-21');
CREATE TABLE person (
	id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	service TEXT, 
	post TEXT, 
	name TEXT NOT NULL, 
	lang TEXT, email TEXT, phone_hours TEXT, ref TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "person" VALUES('anna','clinician','oyane-dps-allmenn',NULL,'Anna',NULL,'anna@example.org',NULL,'61abc8ccfb7fd5be');
INSERT INTO "person" VALUES('jonas','job_specialist',NULL,'dps-general','Jonas',NULL,'jonas@example.org',NULL,'071c47029038da76');
INSERT INTO "person" VALUES('eva','clinician','oyane-dps-allmenn',NULL,'',NULL,NULL,NULL,'ef6e018dc2c992e1');
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
INSERT INTO "posting" VALUES(1,'telegram','7','{}','anna','say','nb',NULL,NULL,'','','2026-11-21 12:00:00.000000',0,NULL,'2026-11-21 12:00:00.000000',0,'');
INSERT INTO "posting" VALUES(2,'teams','19:x','{"group": false, "place": {}}',NULL,'tell','nb','{"text": "Ny henvisning IPS-6KNV til jobbspesialisten i IPS \u00d8yane DPS (FACT). Den \u00e5pnes i den private samtalen:", "title": "", "do": [], "more": "", "sources": [], "record": "", "calls": [], "choices": [], "tone": "plain", "files": [], "pictures": [], "opened": false, "card": null, "rows": [], "after": "", "verdict": false, "state": "", "primary": ""}',NULL,'','','2026-11-21 12:00:00.000000',0,NULL,NULL,0,'');
INSERT INTO "posting" VALUES(3,'teams','19:x','{"group": false, "place": {}}',NULL,'tell','nb','{"text": "Ny henvisning IPS-BF78 til jobbspesialisten i IPS \u00d8yane DPS (FACT). Den \u00e5pnes i den private samtalen:", "title": "", "do": [], "more": "", "sources": [], "record": "", "calls": [], "choices": [], "tone": "plain", "files": [], "pictures": [], "opened": false, "card": null, "rows": [], "after": "", "verdict": false, "state": "", "primary": ""}',NULL,'','','2026-11-21 12:00:00.000000',0,NULL,NULL,0,'');
CREATE TABLE question_count (
	day DATE NOT NULL, 
	topic TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	role TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (day, topic, outcome, lang, role)
);
INSERT INTO "question_count" VALUES('2026-11-21','','unknown','nb','guest',1);
INSERT INTO "question_count" VALUES('2026-11-21','ips.definition','answer','nb','job_specialist',1);
INSERT INTO "question_count" VALUES('2026-11-21','','unknown','nb','job_specialist',1);
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
INSERT INTO "referral" VALUES('IPS-CLSD2','oyane-dps-allmenn','anna','dps-general','cancelled',0,2,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "oral", "given_on": "2026-11-21", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-11-21T12:00:00Z", "wording": "test", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-11-21 12:00:00.000000',NULL,'null');
INSERT INTO "referral" VALUES('IPS-6KNV','oyane-dps-allmenn','anna','dps-fact','requested',1,1,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "oral", "given_on": "2026-11-21", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-11-21T13:00:00+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-11-21 12:00:00.000000',NULL,'null');
INSERT INTO "referral" VALUES('IPS-BF78','oyane-dps-allmenn','anna','dps-fact','requested',1,1,'{"participation": true, "receivers": ["job_specialist"], "scope": "work", "form": "oral", "given_on": "2026-11-21", "in_patient_record": true, "recorded_by": "anna", "recorded_at": "2026-11-21T13:00:00+01:00", "wording": "2026-11-30", "withdrawn_at": null, "holds_days": 366, "employer_on": null}','2026-11-21 12:00:00.000000',NULL,'null');
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
INSERT INTO "referral_change" VALUES('IPS-CLSD2',1,'requested','anna','2026-11-21 12:00:00.000000',NULL,NULL,'dps-general',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-CLSD2',2,'cancelled','anna','2026-11-21 12:00:00.000000','by_clinician',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-6KNV',1,'requested','anna','2026-11-21 12:00:00.000000',NULL,NULL,'dps-fact',NULL,NULL,NULL);
INSERT INTO "referral_change" VALUES('IPS-BF78',1,'requested','anna','2026-11-21 12:00:00.000000',NULL,NULL,'dps-fact',NULL,NULL,NULL);
CREATE TABLE replica (
	id TEXT NOT NULL, 
	version TEXT NOT NULL, 
	schema TEXT NOT NULL, 
	began_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE schema_window (
	id INTEGER NOT NULL, 
	oldest TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "schema_window" VALUES(1,'0019');
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
INSERT INTO "session" VALUES('anna','{"lang": "nn", "serial": 34, "dialog": null, "topic": null, "nearby": [], "told": {}, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": [], "content_of": "", "finished": "", "keeps": false, "keeps_since": null, "picking": ""}','2026-11-21 12:00:00.000000');
INSERT INTO "session" VALUES('jonas','{"lang": "nb", "serial": 0, "dialog": null, "topic": "ips.definition", "nearby": [], "told": {}, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": [], "content_of": "", "finished": "", "keeps": false, "keeps_since": null, "picking": ""}','2026-11-21 12:00:00.000000');
INSERT INTO "session" VALUES('eva','{"lang": "nb", "serial": 3, "dialog": {"name": "refer", "answers": {"informed": "yes", "wish": "yes"}, "editing": null, "listing": false, "about": ""}, "topic": null, "nearby": [], "told": {}, "paused": null, "waiting": {}, "dropped": [], "lesson": 0, "learning": false, "track": "", "learned": {}, "missed": [], "content_of": "", "finished": "", "keeps": false, "keeps_since": null, "picking": ""}','2026-11-21 12:00:00.000000');
CREATE TABLE sign_in (
	subject TEXT NOT NULL, 
	person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (subject)
);
INSERT INTO "sign_in" VALUES('s','anna','2026-11-21 12:00:00.000000');
CREATE TABLE switched_off (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	reason TEXT NOT NULL, 
	until DATETIME, 
	PRIMARY KEY (number)
);
CREATE TABLE "taken_update" (
	channel TEXT NOT NULL, 
	update_id TEXT NOT NULL, 
	said JSON NOT NULL, 
	at DATETIME NOT NULL, 
	person TEXT, 
	PRIMARY KEY (channel, update_id)
);
INSERT INTO "taken_update" VALUES('web','earlier-anna:1','{"replies": [], "kind": "answer", "erase": false, "lang": "nb"}','2026-11-21 12:00:00.000000','anna');
INSERT INTO "taken_update" VALUES('test','earlier-anna:bf411db9a172dfea83a4de5e271392cb','{"replies": [{"text": "Avbrote. Ingenting er sendt. Svara ligg klare til du byrjar p\u00e5 nytt: \u00abAngre\u00bb hentar dei tilbake.", "title": "", "do": [], "more": "", "sources": [], "record": "", "calls": [], "choices": [{"id": "undo:", "label": "Angre"}, {"id": "help:", "label": "Kva kan du hjelpe med?"}], "tone": "plain", "files": [], "pictures": [], "opened": false, "card": null, "rows": [], "after": "", "verdict": false, "state": "", "primary": ""}], "kind": "dialog", "erase": false, "lang": "nn"}','2026-11-21 12:00:00.000000','anna');
INSERT INTO "taken_update" VALUES('test','earlier-jonas:4524aa86831d68056e83a010bdf0a2f8','{"replies": [{"text": "Jeg finner ingen slik henvisning blant dine. Sjekk koden.", "title": "", "do": [], "more": "", "sources": [], "record": "", "calls": [], "choices": [{"id": "referrals:", "label": "Mine henvisninger"}], "tone": "plain", "files": [], "pictures": [], "opened": false, "card": null, "rows": [], "after": "", "verdict": false, "state": "", "primary": ""}], "kind": "dialog", "erase": false, "lang": "nb"}','2026-11-21 12:00:00.000000','jonas');
INSERT INTO "taken_update" VALUES('test','earlier-jonas:ff3031f36da8afecb04a77f034ff5415','{"replies": [{"text": "Det vet jeg ikke. Jeg fant ikke noe sikkert svar p\u00e5 det du sp\u00f8r om. Pr\u00f8v gjerne med andre ord, se emnene eller sp\u00f8r et menneske.", "title": "", "do": [], "more": "", "sources": [], "record": "", "calls": [], "choices": [{"id": "topics:", "label": "Se alle emner"}, {"id": "human:", "label": "Snakk med et menneske"}], "tone": "plain", "files": [], "pictures": [], "opened": false, "card": null, "rows": [], "after": "", "verdict": false, "state": "", "primary": ""}], "kind": "unknown", "erase": false, "lang": "nb"}','2026-11-21 12:00:00.000000','jonas');
CREATE TABLE team_channel (
	team TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	address JSON NOT NULL, 
	lang TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (team)
);
INSERT INTO "team_channel" VALUES('ips-oyane-dps','teams','19:x','{}','nb','2026-11-21 12:00:00.000000');
CREATE TABLE unanswered (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	day DATE NOT NULL, 
	lang TEXT NOT NULL, 
	text TEXT NOT NULL, 
	same TEXT NOT NULL
);
INSERT INTO "unanswered" VALUES(1,'2026-11-21','nb','hva med ▮','hva med');
INSERT INTO "unanswered" VALUES(2,'2026-11-21','nb','hva med xyz qwerty?','hva med xyz qwerty');
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
INSERT INTO "web_session" VALUES('d','anna','s','','2026-11-21 12:00:00.000000','2026-11-21 12:00:00.000000','2026-11-21 12:00:00.000000');
CREATE INDEX ix_person_post ON person (post);
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
CREATE INDEX ix_web_session_subject ON web_session (subject);
CREATE INDEX ix_web_session_sid ON web_session (sid);
CREATE INDEX ix_web_session_seen_at ON web_session (seen_at);
CREATE INDEX ix_access_until ON access (until);
CREATE INDEX ix_switched_off_until ON switched_off (until);
CREATE INDEX ix_newsletter_subscriber_told ON newsletter_subscriber (told, person);
CREATE INDEX ix_newsletter_phase ON newsletter (phase);
CREATE INDEX ix_newsletter_at ON newsletter (at);
CREATE INDEX ix_event_until ON event (until);
CREATE INDEX ix_event_signup_person ON event_signup (person);
CREATE INDEX ix_event_signup_until ON event_signup (until);
CREATE INDEX ix_instruction_receipt_at ON instruction_receipt (at);
CREATE INDEX ix_instruction_reading_until ON instruction_reading (until);
CREATE INDEX ix_course_learner_version ON course_learner (version);
CREATE INDEX ix_course_learner_at ON course_learner (at);
CREATE INDEX ix_kb_change_stage ON kb_change (stage);
CREATE INDEX ix_kb_change_at ON kb_change (at);
CREATE INDEX ix_taken_update_at ON taken_update (at);
CREATE INDEX ix_taken_update_person ON taken_update (person);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',5);
INSERT INTO "sqlite_sequence" VALUES('unanswered',2);
INSERT INTO "sqlite_sequence" VALUES('posting',3);
INSERT INTO "sqlite_sequence" VALUES('newsletter',1);
INSERT INTO "sqlite_sequence" VALUES('event',1);
INSERT INTO "sqlite_sequence" VALUES('kb_change',1);
COMMIT;
