# ruff: noqa: E501 (tables of whole files)
"""No false alarms: ordinary files of other tools are skipped, and sound instances break no rule."""

from __future__ import annotations

import json
from random import Random
from textwrap import dedent
from typing import Any

import pytest

from tests.helpers import ALL_RULES, Run, lint_result, run
from tests.test_places import yaml_block

# -- files of other tools, as they stand in any repository

FOREIGN: dict[str, str] = {
    "package.json": """
        {"name": "web", "version": "1.0.0", "scripts": {"test": "jest"}, "dependencies": {"react": "^18.2.0"},
         "tags": ["a"], "repository": {"type": "git", "url": "https://example.com/web.git"}}""",
    "package-lock.json": """
        {"name": "web", "lockfileVersion": 3, "packages": {"": {"name": "web"}, "node_modules/left-pad": {
         "version": "1.3.0", "resolved": "https://registry.npmjs.org/left-pad/-/left-pad-1.3.0.tgz",
         "integrity": "sha512-XI5MPzVNApjAyhQzphX8BkmKsKUxD4LdyK24iZeQGinBN9yTQT3bFlCBy/aVx2HrNcqQGsdot8ghrjyrvMCoEA=="}}}""",
    "tsconfig.json": """
        {
          // the compiler's settings
          "compilerOptions": {"target": "es2020", "strict": true, /* all of it */ "paths": {"@/*": ["src/*"]},},
          "include": ["src"],
        }""",
    "elements.tsconfig.json": """
        {"compilerOptions": {"types": ["element"], "lib": ["dom"]}, // element
         "configuration": "base"}""",
    "compose.yaml": """
        services:
          web:
            image: "web:${TAG:-latest}"
            environment:
              - PASSWORD=${PASSWORD}
              - event.notification.enabled=true
            ports: ["8080:80"]
          db:
            image: postgres
            environment: {POSTGRES_PASSWORD: example}
        configs: {app: {file: ./app.yaml}}""",
    "openapi.json": """
        {"openapi": "3.0.3", "info": {"title": "Elements", "version": "1"}, "tags": [{"name": "element"}],
         "servers": [{"url": "https://example.com/${basePath}"}],
         "paths": {"/instances": {"post": {"tags": ["instances"], "requestBody": {"content": {"application/json": {
           "schema": {"$ref": "#/components/schemas/Instance"}}}}}}},
         "components": {"schemas": {"Instance": {"type": "object", "properties": {"element": {"type": "object"},
           "configuration": {"type": "object"}, "providerData": {"type": "object"}, "name": {"type": "string"}}}},
           "securitySchemes": {"oauth": {"type": "oauth2", "flows": {"clientCredentials": {
             "tokenUrl": "https://example.com/oauth/token", "scopes": {}}}}}}}""",
    "swagger.yaml": """
        swagger: "2.0"
        info: {title: Elements, version: "1"}
        basePath: /elements/api-v2
        tags:
          - name: element
        paths:
          /instances/{id}/configuration:
            get:
              parameters:
                - {in: query, name: event.notification.enabled, type: string}
              responses:
                "200": {description: a list of configuration}
        definitions:
          Instance:
            properties:
              configuration: {type: object}
              element: {type: object, properties: {key: {type: string}}}""",
    "configmap.yaml": """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: poller
          labels: {element: web}
        data:
          event.notification.enabled: "true"
          oauth.callback.url: http://example.com
          application.yml: |
            element:
              key: zendesk
            configuration: {event.notification.enabled: yes please}""",
    "secret.yaml": """
        apiVersion: v1
        kind: Secret
        metadata: {name: credentials}
        type: Opaque
        data:
          password: czNjcjN0LXcwcmQtdGhhdC1pcy1sb25n
          oauth.api.secret: czNjcjN0LXcwcmQtdGhhdC1pcy1sb25n
        stringData: {token: x}""",
    "crd.yaml": """
        apiVersion: example.com/v1
        kind: Element
        metadata: {name: web}
        spec:
          element: {key: web, name: Web}
          configuration: {replicas: 3, event.source: kafka}
        status: {valid: true}
        ---
        apiVersion: example.com/v1
        kind: Configuration
        metadata: {name: web}
        configuration: {replicas: 3, url: "http://example.com"}""",
    "deployment.yaml": """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, tags: [a]}
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: web
                  env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: credentials, key: password}}}]""",
    "workflow.yml": """
        name: Test
        on: {push: {tags: ["v*"]}}
        jobs:
          test:
            runs-on: ubuntu-latest
            env: {TOKEN: "${{ secrets.GITHUB_TOKEN }}"}
            steps:
              - uses: actions/checkout@v4
              - run: echo "${{ github.event.inputs.element }}"
                with: {configuration: Release}""",
    "values.yaml": """
        replicaCount: 1
        configuration:
          url: http://example.com
          password: ""
        element: web
        tags: [a, b]
        ingress: {enabled: false, hosts: [{host: example.com}]}""",
    "template.yaml": """
        {{- if .Values.configuration.enabled }}
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ include "web.fullname" . }}
        data:
          element: {{ .Values.element | quote }}
        {{- range $key, $value := .Values.configuration }}
          {{ $key }}: {{ $value }}
        {{- end }}
        {{- end }}""",
    "en.json": """
        {"event.title": "Event", "event.notification.title": "A new event", "event.poller.label": "Poller",
         "oauth.title": "Sign in", "oauth.token.missing": "Your token is missing", "element.key": "Key", "tags": "Tags"}""",
    "nested.i18n.json": """
        {"en": {"configuration": {"title": "Configuration"}, "element": {"name": "Name", "key": "Key"}, "tags": "Tags"}}""",
    "application.yml": """
        spring:
          datasource: {url: "jdbc:postgresql://localhost/db", password: "${DB_PASSWORD}"}
          security.oauth2.client.registration.github: {clientId: a, clientSecret: "${SECRET}"}
        oauth:
          callback: {url: "http://localhost:8080/callback"}
          api: {key: a, secret: "${S}"}
        event: {notification: {enabled: yes}}
        logging.level.root: INFO""",
    "application-dots.yml": """
        server.port: 8080
        oauth2.client.id: web
        management.endpoints.web.exposure.include: "*"
        configuration.path: /etc/app""",
    "postman.json": """
        {"info": {"name": "Elements", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
         "item": [{"name": "instances", "request": {"method": "POST", "url": {"raw": "{{baseUrl}}/instances"},
          "header": [{"key": "Authorization", "value": "User {{userSecret}}, Organization {{orgSecret}}"}]}}],
         "variable": [{"key": "baseUrl", "value": "https://example.com"}, {"key": "token", "value": ""}]}""",
    "postman_environment.json": """
        {"id": "1", "name": "dev", "values": [{"key": "baseUrl", "value": "https://example.com", "type": "default",
         "enabled": true}, {"key": "elementToken", "value": "", "enabled": true}], "_postman_variable_scope": "environment"}""",
    "person.schema.json": """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/person", "type": "object",
         "properties": {"name": {"type": "string"}, "tags": {"type": "array"}, "element": {"type": "object"},
          "configuration": {"type": "object", "properties": {"event.notification.enabled": {"type": "boolean"}}}},
         "required": ["element", "configuration", "name"]}""",
    "page.har": """
        {"log": {"version": "1.2", "creator": {"name": "Browser", "version": "1"}, "entries": [{"request": {
         "method": "GET", "url": "https://example.com/?element=1", "headers": [], "cookies": []},
         "response": {"status": 200, "content": {"text": "{}"}}, "timings": {"send": 0}}]}}""",
    "composer.json": """
        {"name": "a/b", "require": {"php": ">=8"}, "autoload": {"psr-4": {"A\\\\": "src/"}},
         "repositories": [{"type": "vcs", "url": "https://example.com/a"}]}""",
    "angular.json": """
        {"version": 1, "projects": {"web": {"architect": {"build": {"builder": "@angular-devkit/build-angular:browser",
         "options": {"tsConfig": "tsconfig.app.json"}, "configurations": {"production": {"sourceMap": false}}},
         "serve": {"configuration": {"port": 4200}}}}}}""",
    ".eslintrc": """
        {
          // rules
          "extends": ["eslint:recommended"], "rules": {"react/forbid-elements": ["error", {"forbid": [{"element": "a"}]}]}
        }""",
    "renovate.json": '{"$schema": "https://docs.renovatebot.com/renovate-schema.json", "extends": ["config:base"], "tags": []}',
    "mkdocs.yml": """
        site_name: Elements
        site_url: https://example.com
        theme: {name: material}
        nav: [{Home: index.md}, {Configuration: configuration.md}]
        markdown_extensions:
          - pymdownx.emoji:
              emoji_index: !!python/name:material.extensions.emoji.twemoji""",
    "playbook.yml": """
        - hosts: all
          vars: {element: {key: web}, password: "{{ vault_password }}"}
          tags: [web]
          tasks:
            - name: configuration
              template: {src: a.j2, dest: /etc/a}
              tags: configuration
            - name: url
              uri: {url: "http://localhost", method: GET}""",
    "dashboard.json": """
        {"annotations": {"list": []}, "panels": [{"id": 1, "type": "graph", "datasource": {"uid": "${DS}"},
         "targets": [{"expr": "rate(event_total[5m])", "refId": "A"}], "title": "Events"}], "tags": ["element"],
         "templating": {"list": [{"name": "element", "type": "query"}]}, "title": "Elements", "version": 3}""",
    "tagged.json": '{"tags": [{"name": "a"}], "title": "x", "name": "a dashboard"}',
    "terraform.tfstate.json": """
        {"version": 4, "terraform_version": "1.5.0", "resources": [{"mode": "managed", "type": "aws_db_instance",
         "instances": [{"attributes": {"password": "x", "tags": {"a": "b"}, "configuration": {"a": 1}}}]}], "outputs": {}}""",
    "mcp.json": """
        {"mcpServers": {"github": {"url": "https://example.com/mcp", "headers": {"Authorization": "Bearer ${TOKEN}"}},
         "files": {"command": "npx", "args": ["-y", "server"], "env": {"TOKEN": "<TOKEN>"}}}}""",
    "servers.json": '{"github": {"url": "https://example.com/mcp"}, "gitlab": {"url": "https://example.org/mcp"}}',
    "links.json": '{"home": {"url": "/", "title": "Home"}, "contacts": {"url": "/contacts"}, "calls": {"url": "/calls?x=1"}}',
    "custom-elements.json": """
        {"schemaVersion": "1.0.0", "modules": [{"kind": "javascript-module", "path": "a.js", "declarations": [
         {"kind": "class", "name": "A", "tagName": "a-b", "customElement": true, "events": [{"name": "change"}]}]}],
         "element": {"name": "a-b"}}""",
    "process.bpmn.json": """
        {"definitions": {"process": {"element": {"key": "task_1", "type": "userTask"}, "flow": [{"element": {"key": "f"}}]}}}""",
    "node.json": '{"element": {"key": "task_1", "type": "userTask"}, "incoming": ["f1"], "outgoing": []}',
    "element-template.json": """
        [{"$schema": "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json", "name": "REST",
          "id": "a", "appliesTo": ["bpmn:Task"], "properties": [{"type": "Hidden", "value": "http", "binding": {
          "type": "zeebe:taskDefinition:type"}}]}]""",
    "search.json": """
        {"took": 3, "hits": {"total": {"value": 1}, "hits": [{"_index": "a", "_id": "1", "_source": {"name": "x",
         "tags": ["a"], "element": {"key": "b"}}}]}}""",
    "jsonapi.json": """
        {"data": [{"type": "elements", "id": "1", "attributes": {"name": "a", "tags": ["b"]}, "relationships": {
         "element": {"data": {"type": "element", "id": "2"}}}, "links": {"self": "http://example.com/1"}}]}""",
    "appsettings.json": """
        {"ConnectionStrings": {"Default": "Server=.;Database=a;User Id=sa;Password=<PASSWORD>;"},
         "OAuth": {"ClientId": "a", "CallbackUrl": "http://localhost/callback"}, "Logging": {"LogLevel": {}}}""",
    "logback.json": '{"configuration": {"appenders": [{"name": "a", "type": "console"}], "level": "info"}}',
    "karma.json": '{"configuration": {"url": "http://localhost:9876", "port": 9876}, "name": "karma", "tags": []}',
    "settings.json": '{"configuration": {"editor.tabSize": 2, "files.exclude": {"**/a": true}}, "name": "x"}',
    "launch.json": """
        {
            // Use IntelliSense
            "version": "0.2.0",
            "configurations": [{"name": "Run", "type": "node", "request": "launch", "url": "http://localhost"},],
        }""",
    "feed.json": '{"version": "https://jsonfeed.org/version/1", "title": "a", "items": [{"id": "1", "url": "/a", "tags": ["b"]}]}',
    "geo.json": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"tags": {}}, "geometry": null}]}',
    "users.json": '[{"id": 1, "name": "a", "tags": ["x"], "token": "abc"}, {"id": 2, "name": "b", "password": "x"}]',
    "theme.json": '{"version": 2, "settings": {"elements": {"link": {"color": "red"}}}, "styles": {"element": "a"}}',
    "block.json": '{"apiVersion": 3, "name": "a/b", "attributes": {"tags": {"type": "array"}}, "editorScript": "file:./a.js"}',
    "codecov.yml": "coverage: {status: {project: {default: {target: 90%}}}}",
    "dependabot.yml": "version: 2\nupdates: [{package-ecosystem: pip, directory: /, schedule: {interval: weekly}}]",
    "serverless.yml": """
        service: web
        provider: {name: aws, environment: {TOKEN: "${ssm:/token}", URL: "${self:custom.url}"}}
        functions: {a: {handler: a.b, events: [{http: {path: /a, method: get}}]}}
        custom: {elements: {key: a}}""",
    "cloudformation.yaml": """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties: {BucketName: !Sub "${AWS::StackName}-a", Tags: [{Key: element, Value: a}]}
        Outputs: {Url: {Value: !GetAtt Bucket.WebsiteURL}}""",
    "prometheus.yml": "scrape_configs: [{job_name: a, static_configs: [{targets: ['localhost:9090']}], basic_auth: {password: x}}]",
    "lerna.jsonc": '{"packages": ["a/*"], /* element */ "version": "independent"}',
    "formula.json": """
        {"name": "sync", "steps": [{"name": "a", "type": "script", "properties": {"body": "done({})"}}],
         "triggers": [{"type": "event", "properties": {"elementInstanceId": "${crm}"}}],
         "configuration": [{"key": "crm", "name": "CRM", "type": "elementInstance"}]}""",
    "formula-instance.json": """
        {"formula": {"active": true}, "active": true, "name": "x", "configuration": {
         "event.notification.url": "https://example.com", "event.notification.authtoken": "<TOKEN>"}}""",
    "definition.json": """
        {"key": "web", "name": "Web", "hub": "crm", "active": true, "configuration": [
         {"key": "event.notification.enabled", "name": "Events", "type": "BOOLEAN", "defaultValue": "false", "required": false},
         {"key": "event.vendor.type", "name": "Type", "type": "TEXTFIELD_32", "defaultValue": "polling OR webhook"}],
         "resources": [{"path": "/hubs/crm/contacts"}], "parameters": []}""",
    "definition-list.json": """
        [{"key": "username", "name": "User", "type": "TEXTFIELD_128", "displayOrder": 0, "required": true},
         {"key": "password", "name": "Password", "type": "PASSWORD", "displayOrder": 1, "defaultValue": ""}]""",
    "transformation.json": """
        {"level": "organization", "vendorName": "Contact", "objectName": "contacts", "fields": [{"path": "id", "type": "string"}],
         "configuration": [{"type": "passThrough", "properties": {"fromVendor": false}}]}""",
    "doctor.json": '{"elements": [{"key": "a", "configuration": []}], "formulas": [], "vdrs": {"objectDefinitions": {}}}',
    "event.json": """
        {"Records": [{"eventSource": "aws:s3", "event.name": "put", "s3": {"bucket": {"name": "a"}, "object": {"key": "b"}}}]}""",
    "otel.json": '{"event.name": "click", "event.domain": "browser", "service.name": "web", "trace_id": "x", "attributes": {}}',
    "lock.yaml": "lockfileVersion: '6.0'\nsettings: {autoInstallPeers: true}\ndependencies: {element-plus: {specifier: ^2, version: 2.3.0}}",
    "pubspec.yaml": "name: app\ndescription: An element\ndependencies: {flutter: {sdk: flutter}}\nflutter: {assets: [assets/]}",
    "notebook.json": """
        {"cells": [{"cell_type": "code", "metadata": {"tags": ["element"]}, "source": ["configuration = {}"], "outputs": []}],
         "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}""",
    "manifest.webmanifest.json": '{"name": "web", "short_name": "w", "start_url": "/?x=${y}", "icons": [{"src": "a.png"}]}',
    "empty.json": "",
    "empty.yaml": "# configuration: nothing\n",
    "number.json": "5",
    "text.yaml": "only the word configuration in a text",
}  # fmt: skip


def text_of(name: str) -> str:
    return dedent(FOREIGN[name]).strip("\n") + "\n"


def assert_passed_over(done: Run, name: str) -> None:
    assert done.status == 0, (name, done.out)
    assert done.out == "no instance documents in 1 file\n", (name, done.out)
    assert done.err == ""


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_tool_is_passed_over(name: str) -> None:
    select = ",".join(ALL_RULES)
    assert_passed_over(run("check", "--stdin-filename", name, "-", stdin=text_of(name).encode()), name)
    assert_passed_over(
        run("check", "--select", select, "--stdin-filename", name, "-", stdin=text_of(name).encode()), name
    )


# An `element` with a `key` that lost the braces around it cannot be told from a broken body.
LOOKALIKES = {"nested.i18n.json", "node.json", "process.bpmn.json", "search.json"}


@pytest.mark.parametrize("name", sorted(FOREIGN.keys() - LOOKALIKES))
def test_a_broken_file_of_another_tool_is_passed_over_too(name: str) -> None:
    text = text_of(name)
    random = Random(name)
    for _ in range(60):
        at, piece = (
            random.randrange(len(text)),
            random.choice(["", "", ",", '"', "}", "{", ":", "\n", "// x", "'", "\t"]),
        )
        broken = text[:at] + piece + text[at + random.choice([0, 1]) :]
        if random.random() < 0.2:
            broken = text[:at]
        result = lint_result(broken, name)
        found = [violation.rule for violation in result.violations]
        assert (found, result.read_error) == ([], ""), broken


# -- sound instances: their own shapes, and no finding at all

URL = "https://app.example.com/cloud-elements/events"
EVENTS = {"event.notification.enabled": True, "event.notification.callback.url": URL}
OAUTH = {
    "oauth.api.key": "<CLIENT_ID>",
    "oauth.api.secret": "<CLIENT_SECRET>",
    "oauth.callback.url": "https://app.example.com/auth",
}
SINCE = "where=LastModifiedDate>='${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'"
DATES = {
    "updatedDateField": "LastModifiedDate", "updatedDateFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    "createdDateField": "CreatedDate", "createdDateFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSZ",
}  # fmt: skip


def polled(name: str, query: str = SINCE, hub: str = "crm", **fields: Any) -> dict[str, Any]:
    return {"url": f"/hubs/{hub}/{name}?{query}", "idField": "id", "datesConfiguration": DATES, **fields}


def made(key: str, config: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "element": {"key": key},
        "configuration": config,
        "tags": [f"{key} of Acme"],
        "name": f"{key} of Acme",
        **fields,
    }


CODE = {"code": "<CODE_ON_THE_RETURN_URL>"}
ANSWER = {
    "id": 123456, "name": "sfdc of Acme", "token": "<ELEMENT_TOKEN>", "valid": True, "disabled": False, "tags": ["crm"],
    "createdDate": "2017-08-07T18:46:38Z", "maxCacheSize": 0, "cacheTimeToLive": 0, "providerData": {},
    "cachingEnabled": False, "traceLoggingEnabled": False, "externalAuthentication": "none", "provisionInteractions": [],
    "user": {"id": 12345, "emailAddress": "claude@example.com", "firstName": "Claude", "lastName": "D’Or"},
    "element": {
        "id": 23, "name": "Salesforce Sales Cloud", "key": "sfdc", "description": "Add a “Salesforce” instance", "hub": "crm",
        "image": "https://example.com/sfdc.png", "active": True, "deleted": False, "typeOauth": False, "parameters": [],
        "authentication": {"type": "oauth2"}, "extendable": True, "bulkDownloadEnabled": True, "private": False,
    },
}  # fmt: skip


def answered(config: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**{key: value for key, value in ANSWER.items() if key != "providerData"}, "configuration": config, **fields}


INSTANCES: dict[str, Any] = {
    "salesforce, plain": made("sfdc", OAUTH, providerData=CODE),
    "salesforce, webhooks": made("sfdc", {**OAUTH, **EVENTS, "event.vendor.type": "webhook", "event.objects": "Contact,Account"}, providerData=CODE),
    "salesforce, polling objects": made(
        "sfdc",
        {**OAUTH, **EVENTS, "event.vendor.type": "polling", "event.objects": "Account, Contact, Lead", "sfdc.sandbox": "false"},
        providerData=CODE,
    ),
    "hubspot, polling": made(
        "hubspotcrm",
        {**OAUTH, **EVENTS, "event.vendor.type": "polling", "event.poller.refresh_interval": "15", "authentication.type": "oauth2",
         "event.poller.configuration": {"contacts": polled("contacts"), "companies": polled("companies", createdCheckTolerance=5)}},
        providerData=CODE,
    ),
    "hubspot, API key": made("hubspot", {"hubspot.authorization.apikey": "{{api_key}}", "authentication.type": "apiKey"}),
    "hubspot, names": made(
        "hubspot",
        {**EVENTS, "hubspot.authorization.apikey": "<API_KEY>", "event.poller.urls": "contacts\nleads",
         "event.poller.configuration": json.dumps({"contacts": polled("contacts"), "leads": polled("leads")})},
    ),
    "quickbooks, OAuth 1": made(
        "quickbooks",
        {**OAUTH, **EVENTS, "event.poller.urls": "customers|invoices|payments"},
        providerData={"oauth_token": "<OAUTH_TOKEN>", "oauth_verifier": "<OAUTH_VERIFIER>", "secret": "<SECRET>", "realmId": "<REALM>",
                      "dataSource": "QBO", "state": "quickbooks"},
    ),
    "quickbooks, tokens at hand": made(
        "quickbooksonline",
        {"oauth.user.token": "<TOKEN>", "oauth.user.refresh_token": "<REFRESH_TOKEN>", "oauth.user.refresh_interval": "3600",
         "oauth.user.refresh_time": "1500000000000", "oauth.api.key": "<KEY>", "oauth.api.secret": "<SECRET>", "quickbooks.realm.id": "12345"},
        externalAuthentication="initial",
    ),
    "docusign, password grant": made(
        "docusign",
        {"username": "claude@example.com", "password": "<PASSWORD>", "oauth.api.key": "<INTEGRATOR_KEY>", "oauth.callback.url": "https://app.example.com/auth",
         "oauth.api.secret": "<SECRET>", "docusign.environment": "sandbox"},
    ),
    "netsuite, tokens": made(
        "netsuitecrmv2",
        {"authentication.type": "Basic", "user.username": "<USERNAME>", "user.password": "<PASSWORD>", "netsuite.accountId": "TSTDRV123",
         "netsuite.sandbox": "false", "consumer_key": "${NETSUITE_KEY}", "consumer_secret": "${NETSUITE_SECRET}", "token_id": "${TOKEN_ID}",
         "token_secret": "${TOKEN_SECRET}", "netsuite.api.version": "2016_1"},
    ),
    "stripe, polling": made(
        "stripe",
        {**EVENTS, "username": "<STRIPE_API_KEY>", "event.vendor.type": "polling", "event.poller.refresh_interval": 5,
         "event.poller.configuration": {
             "customers": polled("customers", "where=created.gte='${epoch:s}'", "payment", datesConfiguration={
                 "createdDateField": "created", "createdDateFormat": "milliseconds", "updatedDateField": "created", "updatedDateFormat": "milliseconds"}),
             "events": {"url": "/hubs/payment/events?where=created.gte='${epoch:s}'", "idField": "id"}}},
    ),
    "uipath": made(
        "uipath-dataservice",
        {**EVENTS, "event.raw.enabled": False, "event.poller.configuration": {"contacts": {
            "url": "/contacts?where=modified>='${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}' AND owner='${configuration.owner}'", "idField": "Id", "pageSize": 200,
            "pollDelay": 30, "batchSize": 50, "useLastPollDate": True, "useHydrationBeforePostHooks": False, "objectName": "contacts",
            "parameters": {"fields": "all"}, "postHooks": [], "postHookPipelines": [], "filterByUpdatedDate": False, "createdCheckTolerance": 10,
            "datesConfiguration": {**DATES, "updatedDateTimezone": "GMT", "createdDateTimezone": "UTC"}}}},
    ),
    "zendesk, poller in a text": made(
        "zendesk",
        {**EVENTS, "zendesk.subdomain": "acme", "username": "claude@example.com", "password": "$PASSWORD", "event.notification.signature.key": "<SIGNATURE_KEY>",
         "event.poller.configuration": "\n " + json.dumps({"tickets": polled("tickets", hub="helpdesk"), "users": polled("users", hub="helpdesk")}, indent=2)},
    ),
    "google drive, interval alone": made("googledrive", {**OAUTH, **EVENTS, "event.vendor.type": "polling", "event.poller.refresh_interval": "60"}, providerData=CODE),
    "google calendar, changes": made(
        "googlecalendar",
        {**OAUTH, **EVENTS, "event.poller.configuration": {"calendars/{calendarId}/changed-events": {
            "url": "/hubs/scheduling/calendars/{calendarId}/changed-events", "idField": "id"}}},
        providerData=CODE,
    ),
    "dynamics, zones": made(
        "dynamicscrmadfs",
        {**EVENTS, "user.username": "<USER>", "user.password": "<PASSWORD>", "dynamics.tenant": "acme", "event.poller.configuration": {
            "contacts": polled("contacts", "where=modifiedon>='${dateTimeZone:America/Denver:yyyy-MM-dd'T'HH:mm:ss}'", idField="contactid",
                               datesConfiguration={"updatedDateField": "attributes.modifiedon", "updatedDateFormat": "yyyy-MM-dd'T'HH:mm:ssXXX",
                                                   "updatedDateTimezone": "America/Denver"})}},
    ),
    "slack, webhooks": made("slack", {**OAUTH, **EVENTS, "event.vendor.type": "webhooks", "slack.token": "<BOT_TOKEN>"}, providerData=CODE),
    "magento, path and sandbox": made("magentov20", {"base.url": "https://shop.example.com", "username": "admin", "password": "%{password}", "store.sandbox": True}),
    "bigcommerce, key pair": made("bigcommerce", {"oauth.api.key": "<CONSUMER_KEY>", "oauth.api.secret": "<CONSUMER_SECRET>", "store.hash": "abc"}),
    "with a proxy": {"element": {"key": "sfdc"}, "providerData": CODE, "oauthProxy": {"isOauthProxy": True, "oauthProxyName": "mine"},
                     "tags": ["proxy"], "name": "Proxy"},
    "console app": made("dropbox", {"oauth.callback.url": "https://app.example.com/auth"}, providerData=CODE, tags=[]),
    "filters and lists": made("sharepoint", {"username": "<U>", "password": "<P>", "filter.response.nulls": True, "document.tagging": False,
                                             "new.line": "\n", "bulk.query.operator": ">=", "event.notification.enabled": "false"}),
    "formula alone is told of": made("closeio", {"username": "<API_KEY>", "password": "", "event.notification.enabled": False}),
    "PATCH of tags": {"tags": ["a", "b"]},
    "PUT of tags and id": {"id": 4711, "tags": ["a"]},
    "PUT of name and tags": {"name": "New name", "tags": []},
    "PATCH of a configuration": {"configuration": {"event.poller.refresh_interval": "30"}},
    "PATCH of a callback": {"configuration": {"event.notification.callback.url": URL}},
    "PATCH to a clone": {"element": {"id": 5678}},
    "PATCH after consent": {"name": "Again", "providerData": {"code": "{{code}}"}},
    "one setting": {"key": "event.poller.refresh_interval", "propertyValue": "15"},
    "list of settings": [
        {"id": 1, "key": "event.notification.enabled", "name": "Events", "propertyValue": "true"},
        {"id": 2, "key": "event.notification.callback.url", "name": "Callback", "propertyValue": URL},
        {"id": 3, "key": "password", "name": "Password", "propertyValue": "********"},
    ],
    "bare map": {**EVENTS, "oauth.api.key": "<KEY>", "event.objects": "Contact"},
    "bare poller": {"contacts": polled("contacts"), "leads": polled("leads", filterByCurrentDate=True)},
    "answer, old": answered(
        {"base.url": "https://na1.salesforce.com", "oauth.api.key": "********", "oauth.api.secret": "********", "oauth.user.token": None,
         "oauth.callback.url": "https://app.example.com/auth", "event.notification.enabled": "false", "event.notification.callback.url": None,
         "event.notification.signature.key": None, "event.poller.configuration": "{}", "event.poller.urls": None, "event.poller.refresh_interval": "15",
         "event.vendor.type": "webhooks", "pagination.max": "200", "event.notification.subscription.id": None, "bulk.query.operator": ">",
         "event.notification.instance.finder": "", "filter.response.nulls": "true", "oauth.scope": "full refresh_token"},
        eventsEnabled=False,
    ),
    "answer, new": answered(
        {"event.notification.enabled": "true", "event.notification.callback.url": URL, "event.notification.basic.username": "",
         "event.notification.basic.password": "", "event.notification.callback.headers": "", "event.vendor.type": "polling", "password": "********",
         "event.poller.configuration": json.dumps({"contacts": polled("contacts")}), "username": "claude@example.com", "event.objects": ""},
        eventsEnabled=True, elementId=23,
    ),
    "answer, callback false": answered({"event.notification.enabled": "false", "event.notification.callback.url": "false"}, eventsEnabled=False),
    "answer, nothing set": answered({}),
    "answers": [answered({}), answered({"username": "a", "event.notification.enabled": "false"})],
    "wrapper": {"status": "success", "elementInstance": answered({})},
    "definition's default": {"key": "event.poller.configuration", "type": "TEXTAREA", "name": "Poller", "required": False,
                             "defaultValue": json.dumps({"contacts": polled("contacts"), "leads": polled("leads")})},
}  # fmt: skip


class Calm(Random):
    """Random choices without the rare ones: a file with no word of ours but in escapes is skipped."""

    def random(self) -> float:
        return 0.1 + 0.9 * super().random()


@pytest.mark.parametrize("name", INSTANCES)
def test_a_sound_instance_breaks_no_rule(name: str) -> None:
    value = INSTANCES[name]
    for text, file in (
        (json.dumps(value), "a.json"),
        (json.dumps(value, indent=4, ensure_ascii=False).replace("\n", "\r\n"), "a.json"),
        (json.dumps(value, ensure_ascii=False), "a.yaml"),
        (yaml_block(value, Calm(name)) + "\n", "a.yaml"),
    ):
        result = lint_result(text, file)
        assert result.documents, (result.skip_reason, text)
        assert list(result.violations) == [], text


def test_sound_instances_in_json_lines_break_no_rule() -> None:
    result = lint_result("\n".join(json.dumps(value) for value in INSTANCES.values()) + "\n", "a.jsonl")
    assert list(result.violations) == []
    assert result.documents >= len(INSTANCES)
