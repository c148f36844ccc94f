"""Files of other programs that use our words in their own way, each as a function of the words that stand in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Words = list[str]
"""Three words, for names, values and identifiers."""

Shape = Callable[[Words], Any]


def _step(word: str, name: str) -> dict[str, Any]:
    return {"name": word, "uses": f"actions/{name}@v4", "with": {"configuration": "Release", "element": word}}


SHAPES: dict[str, Shape] = {
    # translations and texts
    "i18n flat": lambda w: {f"event.{w[0]}": "Event", f"oauth.{w[1]}.error": "Sign-in failed", f"{w[2]}.title": "Home"},
    "i18n with known keys": lambda w: {
        "event.objects": "Objects",
        "oauth.token": "Token of access",
        f"{w[0]}.name": w[1],
    },
    "i18n of settings": lambda w: {"event.notification.enabled": f"Notify {w[0]}", "document.tagging": "Tag documents"},
    "i18n in capitals": lambda w: {"oauth.scope": "Scope", "oauth.callback.url": "Callback URL", w[0]: w[1].title()},
    "i18n nested": lambda w: {
        "element": {"key": "Key", "name": "Name", "tooltip": w[0]},
        "configuration": {"title": w[1]},
    },
    "i18n of a form": lambda w: {"configuration": {"name": "Name", "url": "URL", "oauth.title": w[0]}, "tags": "Tags"},
    "Java bundle": lambda w: {
        "event.type.label": w[0],
        "event.metadata": "Details of the event",
        "event.objects": "Things",
    },
    # logs and telemetry
    "OpenTelemetry attributes": lambda w: {"event.type": w[0], "event.metadata": w[1], "service.name": w[2]},
    "OpenTelemetry record": lambda w: {"attributes": {"event.name": w[0], "event.domain": "browser"}, "body": w[1]},
    "OpenTelemetry collector": lambda w: {
        "receivers": {"otlp": {"protocols": {"grpc": {"endpoint": "0.0.0.0:4317"}}}},
        "exporters": {"otlp": {"endpoint": "${ENDPOINT}", "headers": {"api-key": "${env:KEY}"}}},
        "service": {"pipelines": {"traces": {"receivers": ["otlp"], "exporters": [w[0]]}}},
    },
    "ECS log line": lambda w: {
        "@timestamp": "2024-01-01T00:00:00Z",
        "event.kind": "event",
        "event.category": w[0],
        "event.id": 5,
        "event.objects": w[1],
        "url.full": "http://example.com",
        "user.name": w[2],
    },
    "Datadog monitor": lambda w: {
        "name": w[0],
        "type": "event alert",
        "query": "events('x')",
        "tags": [w[1], w[2]],
        "options": {"notify_audit": False},
    },
    "Sentry event": lambda w: {"event_id": w[0], "tags": [[w[1], w[2]]], "user": {"id": 1}, "sdk": {"name": "x"}},
    "CloudEvents": lambda w: {
        "specversion": "1.0",
        "type": f"com.{w[0]}.event",
        "source": f"/{w[1]}",
        "id": "A1",
        "data": {"element": {"key": w[2], "type": "button"}, "configuration": {"a": 1}},
    },
    "CloudTrail": lambda w: {
        "Records": [{"eventVersion": "1.08", "eventName": w[0], "userIdentity": {"type": "Root"}}]
    },
    "EventBridge rule": lambda w: {
        "source": [w[0]],
        "detail-type": [w[1]],
        "detail": {"configuration": {"element": [w[2]]}},
    },
    "Stripe event": lambda w: {
        "id": "evt_1",
        "object": "event",
        "type": "customer.created",
        "livemode": False,
        "data": {"object": {"id": "cus_1", "name": w[0], "metadata": {"element": w[1]}}},
    },
    "Segment event": lambda w: {
        "event": w[0],
        "type": "track",
        "properties": {"element": {"key": w[1], "id": 3}},
        "context": {"page": {"url": "https://example.com"}},
    },
    "click event": lambda w: {"name": w[0], "element": {"key": w[1], "type": "button"}, "context": {"page": w[2]}},
    "click event with settings": lambda w: {"element": {"key": w[0], "type": "a"}, "configuration": {"delay": 5}},
    "form check": lambda w: {"element": {"id": w[0], "tag": "input"}, "valid": False, "message": w[1]},
    "form check with a key": lambda w: {"element": {"key": w[0], "type": "text"}, "valid": True, "disabled": False},
    # interfaces
    "OpenAPI": lambda w: {
        "openapi": "3.0.3",
        "info": {"title": w[0], "version": "1"},
        "tags": [{"name": w[1]}],
        "paths": {f"/{w[2]}": {"get": {"tags": [w[1]], "responses": {"200": {"description": "ok"}}}}},
    },
    "Swagger": lambda w: {
        "swagger": "2.0",
        "tags": [{"name": w[0]}],
        "definitions": {
            "Instance": {
                "properties": {
                    "element": {"type": "object"},
                    "configuration": {"type": "object"},
                    "providerData": {"type": "object"},
                }
            }
        },
    },
    "OpenAPI page": lambda w: {
        f"/{w[0]}": {
            "get": {"tags": [w[1]], "operationId": w[2], "parameters": [{"name": "configuration", "in": "query"}]}
        }
    },
    "AsyncAPI": lambda w: {"asyncapi": "2.6.0", "channels": {w[0]: {"publish": {"message": {"name": w[1]}}}}},
    "JSON Schema": lambda w: {
        "type": "object",
        "properties": {
            "element": {"type": "object", "properties": {"key": {"type": "string"}}, "required": ["key"]},
            "configuration": {"type": "object", "description": w[0]},
            "name": {"type": "string"},
        },
        "required": ["element"],
    },
    "Postman collection": lambda w: {
        "info": {"name": w[0], "schema": "https://schema.getpostman.com/v2.1.0/"},
        "item": [
            {
                "name": w[1],
                "request": {
                    "method": "POST",
                    "url": {"raw": "{{baseUrl}}/instances"},
                    "body": {"mode": "raw", "raw": '{"element": {"key": "sfdc"}}'},
                },
            }
        ],
        "variable": [{"key": "token", "value": ""}],
    },
    "Postman environment": lambda w: {
        "name": w[0],
        "values": [{"key": "event.objects", "value": w[1], "enabled": True}],
    },
    "HAR": lambda w: {
        "log": {"version": "1.2", "entries": [{"request": {"method": "GET", "url": "https://example.com"}}]}
    },
    "Insomnia": lambda w: {"_type": "export", "resources": [{"_id": w[0], "name": w[1], "url": "https://example.com"}]},
    "GraphQL answer": lambda w: {"data": {"element": {"key": w[0], "name": w[1], "__typename": "Element"}}},
    "requests by name": lambda w: {w[0]: {"url": f"/{w[1]}", "method": "GET"}, w[2]: {"url": "/x", "method": "PUT"}},
    "webhooks by name": lambda w: {w[0]: {"url": "https://example.com/x", "events": [w[1]]}},
    "environments": lambda w: {"staging": {"url": f"https://${{HOST}}/{w[0]}"}, "live": {"url": "${LIVE_URL}"}},
    "links": lambda w: {w[0]: {"url": "https://example.com/a"}, w[1]: {"url": "https://example.com/b"}},
    "remotes of a shop": lambda w: {w[0]: {"url": f"/api/{w[1]}", "idField": "id", "textField": "name"}},
    "list boxes": lambda w: {w[0]: {"idField": "id", "textField": "name"}, w[1]: {"idField": "code"}},
    "data sources": lambda w: {w[0]: {"idField": "id", "url": "https://example.com/x", "type": "rest", "cache": 5}},
    # packages and builds
    "package.json": lambda w: {"name": w[0], "version": "1.0.0", "dependencies": {w[1]: "^1"}, "keywords": [w[2]]},
    "package with tags": lambda w: {"name": w[0], "version": "1.0.0", "tags": [w[1]], "configuration": {"a": w[2]}},
    "composer.json": lambda w: {"name": f"{w[0]}/{w[1]}", "require": {"php": ">=8"}, "config": {"sort-packages": True}},
    "tsconfig": lambda w: {"compilerOptions": {"strict": True, "paths": {w[0]: [w[1]]}}, "include": ["src"]},
    "angular.json": lambda w: {
        "version": 1,
        "projects": {
            w[0]: {
                "architect": {
                    "build": {
                        "configurations": {"production": {"optimization": True}},
                        "options": {"tsConfig": "tsconfig.json"},
                    }
                }
            }
        },
    },
    "Angular target": lambda w: {"name": w[0], "configuration": {"production": True, "outputPath": f"dist/{w[1]}"}},
    "project.json": lambda w: {
        "name": w[0],
        "tags": [f"scope:{w[1]}", "type:lib"],
        "targets": {"build": {"executor": "x"}},
    },
    "nx tags": lambda w: {"name": w[0], "tags": [f"type:{w[1]}"]},
    "VS Code settings": lambda w: {"editor.tabSize": 2, "event.objects": w[0], "files.exclude": {"**/.git": True}},
    "VS Code launch": lambda w: {
        "version": "0.2.0",
        "configurations": [{"name": w[0], "type": "node", "request": "launch", "url": "http://localhost:8080"}],
    },
    "VS Code tasks": lambda w: {"version": "2.0.0", "tasks": [{"label": w[0], "type": "shell", "command": w[1]}]},
    "renovate": lambda w: {
        "extends": ["config:base"],
        "packageRules": [{"matchPackageNames": [w[0]], "enabled": False}],
    },
    "eslint": lambda w: {"root": True, "rules": {"no-console": "off"}, "env": {"browser": True}},
    "Maven plugin": lambda w: {
        "artifactId": w[0],
        "configuration": {"source": "17", "base.url": "https://example.com"},
    },
    "custom elements": lambda w: {
        "schemaVersion": "1.0.0",
        "modules": [{"kind": "javascript-module", "path": w[0], "exports": []}],
    },
    # infrastructure
    "compose": lambda w: {
        "services": {w[0]: {"image": w[1], "environment": ["event.objects=x"], "configs": [w[2]]}},
        "configs": {w[2]: {"file": "./x"}},
    },
    "Kubernetes": lambda w: {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": w[0]},
        "data": {"event.notification.enabled": "yes", "oauth.callback.url": "x"},
    },
    "Kubernetes list": lambda w: {
        "apiVersion": "v1",
        "kind": "List",
        "items": [
            {"apiVersion": "v1", "kind": "Element", "element": {"key": w[0]}, "configuration": {"oauth.scope": w[1]}}
        ],
    },
    "Helm values": lambda w: {
        "replicaCount": 1,
        "element": w[0],
        "configuration": {"url": "http://example.com"},
        "tags": [w[1]],
    },
    "kustomization": lambda w: {"resources": [w[0]], "configMapGenerator": [{"name": w[1], "literals": ["event.x=1"]}]},
    "Terraform state": lambda w: {
        "version": 4,
        "terraform_version": "1.5.0",
        "resources": [
            {
                "mode": "managed",
                "type": w[0],
                "name": w[1],
                "instances": [{"attributes": {"id": "1", "tags": {"a": w[2]}}}],
            }
        ],
    },
    "Terraform plan": lambda w: {
        "format_version": "1.1",
        "configuration": {
            "provider_config": {"aws": {"name": "aws"}},
            "root_module": {"resources": [{"address": w[0], "type": w[1]}]},
        },
    },
    "CloudFormation": lambda w: {
        "Resources": {
            w[0]: {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Tags": [{"Key": w[1], "Value": w[2]}],
                    "Environment": {"Variables": {"TOKEN": {"Ref": "Token"}}},
                },
            }
        }
    },
    "ARM template": lambda w: {
        "$schema": "https://schema.management.azure.com/x",
        "contentVersion": "1.0.0.0",
        "resources": [
            {"type": "x", "name": w[0], "tags": {"a": w[1]}, "properties": {"configuration": {"secrets": []}}}
        ],
    },
    "Ansible": lambda w: [{"name": w[0], "hosts": "all", "tags": [w[1]], "tasks": [{"name": w[2], "tags": [w[1]]}]}],
    "workflow": lambda w: {
        "name": w[0],
        "on": {"push": {"tags": ["v*"]}},
        "jobs": {w[1]: {"runs-on": "ubuntu-latest", "steps": [_step(w[2], "checkout")]}},
    },
    "workflow job": lambda w: {"name": w[0], "steps": [_step(w[1], "cache")], "configuration": {"oauth.scope": w[2]}},
    "GitLab": lambda w: {
        "stages": [w[0]],
        w[0]: {"script": ["echo"], "tags": [w[1]], "variables": {"TOKEN": "$TOKEN"}},
    },
    "GitLab job": lambda w: {
        "script": ["echo"],
        "tags": [w[0]],
        "environment": {"name": w[1], "url": "https://example.com"},
    },
    "Circle": lambda w: {"version": 2.1, "jobs": {w[0]: {"docker": [{"image": w[1]}], "steps": ["checkout"]}}},
    "Prometheus": lambda w: {
        "scrape_configs": [{"job_name": w[0], "static_configs": [{"targets": ["localhost:9090"]}]}]
    },
    "Grafana": lambda w: {"title": w[0], "tags": [w[1]], "panels": [{"id": 1, "type": w[2]}], "schemaVersion": 39},
    "Spring settings": lambda w: {
        "base.url": "https://example.com",
        "pagination.max": 100,
        "authentication.type": w[0],
    },
    "Spring service": lambda w: {
        "name": w[0],
        "configuration": {"base.url": "https://example.com", "pagination.max": 5},
    },
    "Kafka Connect": lambda w: {"name": w[0], "config": {"connector.class": "x", "topics": w[1], "tasks.max": "1"}},
    "feature flags": lambda w: {
        "event.enabled": True,
        "event.metadata": w[0],
        "event.batch.size": 5,
        "event.sink": w[1],
    },
    # integration platforms
    "Salesforce metadata": lambda w: {
        "fullName": w[0],
        "label": w[1],
        "type": "Text",
        "externalId": True,
        "idField": "Id",
    },
    "Salesforce answer": lambda w: {
        "totalSize": 1,
        "done": True,
        "records": [
            {"attributes": {"type": "Account", "url": "/services/data/v58.0/sobjects/Account/1"}, "Name": w[0]}
        ],
    },
    "Salesforce objects": lambda w: {
        "Account": {"idField": "Id", "label": w[0]},
        "Lead": {"idField": "Id", "label": w[1]},
    },
    "Zapier app": lambda w: {
        "version": "1.0.0",
        "platformVersion": "15.0.0",
        "triggers": {
            w[0]: {"key": w[0], "noun": w[1], "operation": {"perform": {"url": "https://example.com", "method": "GET"}}}
        },
    },
    "Zapier authentication": lambda w: {
        "type": "oauth2",
        "oauth2Config": {"authorizeUrl": {"url": "https://example.com"}},
        "test": {"url": "https://example.com/me"},
    },
    "n8n": lambda w: {
        "name": w[0],
        "nodes": [
            {
                "parameters": {"url": "=https://example.com", "options": {}},
                "name": w[1],
                "type": "n8n-nodes-base.httpRequest",
                "credentials": {"oauth2": {"id": "1", "name": w[2]}},
            }
        ],
        "connections": {},
        "tags": [{"id": "1", "name": w[0]}],
    },
    "n8n tags": lambda w: {"name": w[0], "nodes": [], "connections": {}, "tags": [w[1]], "active": False},
    "Workato": lambda w: {"name": w[0], "version": 1, "code": {"number": 0, "provider": w[1], "name": w[2], "as": "x"}},
    "Make": lambda w: {"name": w[0], "flow": [{"id": 1, "module": "http:ActionSendData", "parameters": {"url": "x"}}]},
    "Power Automate": lambda w: {
        "properties": {"definition": {"triggers": {w[0]: {"type": "Recurrence"}}, "actions": {}}}
    },
    "MuleSoft": lambda w: {
        "minMuleVersion": "4.4.0",
        "name": w[0],
        "configs": [w[1]],
        "secureProperties": ["oauth.secret"],
    },
    "Okta app": lambda w: {
        "name": "oidc_client",
        "label": w[0],
        "settings": {"oauthClient": {"redirect_uris": ["https://example.com"]}},
        "credentials": {"oauthClient": {"token_endpoint_auth_method": "none"}},
    },
    "Auth0 tenant": lambda w: {"clients": [{"name": w[0], "callbacks": ["https://example.com"], "app_type": "spa"}]},
    "Firebase user": lambda w: {"users": [{"localId": w[0], "providerUserInfo": [{"providerId": "google.com"}]}]},
    "Firebase profile": lambda w: {
        "uid": w[0],
        "providerData": [{"providerId": "google.com", "uid": w[1]}],
        "name": w[2],
    },
    "Keycloak realm": lambda w: {
        "realm": w[0],
        "eventsEnabled": True,
        "eventsListeners": ["jboss-logging"],
        "clients": [],
    },
    "Keycloak component": lambda w: {"name": w[0], "providerId": "ldap", "config": {"enabled": ["true"]}, "id": w[1]},
    "Contentful entry": lambda w: {"sys": {"id": w[0]}, "fields": {"element": {"en": w[1]}}, "metadata": {"tags": []}},
    "Figma": lambda w: {
        "name": w[0],
        "document": {"id": "0:0", "type": "DOCUMENT", "children": [{"element": {"key": w[1]}}]},
    },
    "chemistry": lambda w: {
        "element": {"symbol": "H", "name": w[0]},
        "configuration": {"shells": [1], "notation": "1s1"},
    },
    "chemistry by word": lambda w: {
        "element": "hydrogen",
        "name": w[0],
        "configuration": {"shells": 1},
        "tags": ["gas"],
    },
    "game item": lambda w: {"name": w[0], "element": {"id": 3, "name": "fire"}, "tags": [w[1]]},
    "game setting": lambda w: {"id": 3, "name": w[0], "configuration": {"difficulty": w[1]}, "tags": [w[2]]},
    "blog post": lambda w: {"id": 3, "name": w[0], "tags": [w[1], w[2]], "url": "https://example.com"},
    "tag list": lambda w: {"name": w[0], "tags": [{"name": w[1]}]},
    "tag list in words": lambda w: {"id": w[0], "name": f" {w[1]} <b>x</b> ", "tags": [f"{w[2]} "]},
    "settings page": lambda w: {"key": w[0], "value": w[1], "type": "string", "default": w[2]},
    "key and label": lambda w: [{"key": w[0], "type": "TEXT", "label": w[1]}, {"key": "event.objects", "type": "TEXT"}],
    "survey": lambda w: {"elements": [{"element": {"key": w[0], "kind": "rating"}, "title": w[1]}], "pages": []},
    "page builder": lambda w: {
        "page": {"rows": [{"element": {"key": w[0], "props": {}}, "configuration": {"width": 6}}]}
    },
    "page builder row": lambda w: {"element": {"key": w[0], "props": {}}, "configuration": {"width": 6}, "name": w[1]},
    "diagram": lambda w: {"element": {"id": w[0], "type": "task"}, "createdDate": "2024-01-01", "name": w[1]},
    "test report": lambda w: {
        "name": w[0],
        "configuration": {"browser": "chrome", "base.url": "http://localhost"},
        "valid": True,
    },
    "formula instance": lambda w: {"name": w[0], "configuration": {"notify.url": "x", "limit": 5}, "active": True},
    "proxy of a host": lambda w: {"name": w[0], "configuration": {"proxy": {"url": "http://proxy", "port": 3128}}},
    "GeoJSON": lambda w: {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [0, 0]},
        "properties": {"name": w[0]},
    },
    "notebook": lambda w: {
        "cells": [{"cell_type": "markdown", "metadata": {"tags": [w[0]]}, "source": ["element: key"]}],
        "nbformat": 4,
    },
    "Jira issue": lambda w: {"id": "1", "key": w[0], "fields": {"summary": w[1], "labels": [w[2]]}},
    "Slack message": lambda w: {
        "type": "event_callback",
        "token": "xx",
        "event": {"type": w[0], "element": {"key": w[1]}},
    },
    "Alexa": lambda w: {
        "event": {"header": {"namespace": "Alexa", "name": w[0]}, "payload": {"configuration": {"supported": []}}}
    },
    "RPC": lambda w: {
        "jsonrpc": "2.0",
        "method": "workspace/didChangeConfiguration",
        "params": {"configuration": {w[0]: {"enabled": True}}, "element": {"key": w[1]}},
    },
    "Elastic mapping": lambda w: {
        "mappings": {"properties": {"event.objects": {"type": "keyword"}, w[0]: {"type": "text"}}}
    },
    "Elastic field map": lambda w: {"event.objects": {"type": "keyword"}, "event.metadata": {"type": "object"}},
    "MongoDB": lambda w: {"_id": {"$oid": "1"}, "name": w[0], "element": {"key": w[1], "value": 5}},
    "MongoDB document": lambda w: {"_id": {"$oid": "1"}, "element": {"key": w[0]}, "name": w[1], "tags": [w[2]]},
    "React story": lambda w: {"name": w[0], "element": {"key": None, "ref": None, "props": {}, "type": "div"}},
    "React test": lambda w: {
        "element": {"key": w[0], "ref": None, "props": {"tags": [w[1]]}, "type": "div"},
        "token": w[2],
    },
    "ElasticSearch poll": lambda w: {w[0]: {"url": "http://localhost:9200", "index": w[1], "interval": "${INTERVAL}"}},
    "Vector": lambda w: {"sources": {w[0]: {"type": "http", "url": "http://localhost"}}, "sinks": {}},
    "npm registry": lambda w: {
        w[0]: {"url": "https://registry.npmjs.org/", "scope": f"@{w[1]}", "token": "${NPM_TOKEN}"}
    },
    "git submodules": lambda w: {w[0]: {"url": "../lib.git", "path": w[1], "branch": "main"}},
    "rewrite rules": lambda w: {w[0]: {"url": "/a?x=${x}", "target": "/b"}, w[1]: {"url": "/c/${id}", "target": "/d"}},
    "proxy.conf": lambda w: {
        f"/{w[0]}": {"target": "http://localhost:3000", "secure": False, "pathRewrite": {"^/api": ""}}
    },
}
