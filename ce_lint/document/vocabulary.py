"""The fields and keys of the platform. Source: the counts over public documents in domain.md 1 and 2."""

from __future__ import annotations

RESPONSE_MARKS = frozenset(
    {"token", "valid", "eventsEnabled", "elementId", "provisionInteractions", "createdDate", "cachingEnabled"}
)
"""Fields that show an object with an ``element`` to be a response of the platform (domain.md 1.3)."""

REQUEST_FIELDS = frozenset(
    {
        "element", "configuration", "name", "tags", "providerData", "externalAuthentication", "oauthProxy",
        "retrieveObjectsAfterInstantiation",
    }
)  # fmt: skip

ELEMENT_FIELDS = frozenset(
    {
        "id", "key", "name", "description", "active", "deleted", "typeOauth", "trialAccount", "image", "hub",
        "transformationsEnabled", "authentication", "parameters", "resources", "bulkDownloadEnabled",
        "bulkUploadEnabled", "cloneable", "protocolType", "beta", "extendable", "extended", "private",
        "configDescription", "hookName", "signupURL", "existingAccountDescription", "defaultTransformations",
        "objectMetadata", "logo", "useModelsForMetadata", "elementProvisionType",
    }
)  # fmt: skip
"""The fields that ``element`` has in a response (1.2)."""

RESPONSE_FIELDS = RESPONSE_MARKS | {
    "disabled", "maxCacheSize", "cacheTimeToLive", "traceLoggingEnabled", "updatedDate", "user",
    "eventsNotificationCallbackUrl", "subscriptionId", "defaultTransformation", "transformation", "private",
}  # fmt: skip
"""Fields that only a response has (domain.md 1.2); ``id`` is allowed in PUT and PATCH too."""

EVENT_KEYS = frozenset(
    {
        "event.notification.enabled", "event.notification.callback.url", "event.vendor.type",
        "event.notification.type", "event.notification.signature.key", "event.notification.subscription.id",
        "event.notification.instance.finder", "event.notification.basic.username",
        "event.notification.basic.password", "event.notification.callback.headers",
        "event.poller.refresh_interval", "event.poller.configuration", "event.poller.urls", "event.objects",
        "event.metadata", "event.helper.key", "event.raw.enabled", "event.config.path",
    }
)  # fmt: skip
"""Every ``event.*`` key of the platform (domain.md 2); the prefix is reserved, so that any other is an error."""

OAUTH_KEYS = frozenset(
    {
        "oauth.api.key", "oauth.api.secret", "oauth.callback.url", "oauth.user.token", "oauth.user.token.secret",
        "oauth.user.refresh_token", "oauth.user.refresh_time", "oauth.user.refresh_interval", "oauth.user.id",
        "oauth.scope", "oauth.token.url", "oauth.token.refresh_url", "oauth.token.revoke_url",
        "oauth.authorization.url", "oauth.basic.header", "oauth.request.url", "oauth.request.authorization.type",
        "oauth.token", "oauth.app.token", "oauth.access.token", "oauth.resource.url", "oauth.final.callback.url",
        "oauth.subuser.email",
    }
)  # fmt: skip

OTHER_DOTTED_KEYS = frozenset(
    {
        "document.tagging", "filter.response.nulls", "base.url", "authentication.type", "authentication.time",
        "pagination.max", "pagination.type", "pagination.offset", "pagination.page.startindex",
        "bulk.query.date_mask", "bulk.query.field_name", "bulk.query.operator", "bulk.query.download_format",
        "bulk.add_metadata", "bulk.relations", "bulk.attribute.created_time", "bulk.attribute.modified_time",
        "synchronous.bulk.notification", "allow.select.fields", "default.select.fields.map",
    }
)  # fmt: skip

PLATFORM_KEYS = EVENT_KEYS | OAUTH_KEYS
"""Keys that show a flat map to be the configuration of an instance."""

CONFIGURATION_KEYS = PLATFORM_KEYS | OTHER_DOTTED_KEYS

TELLING_KEYS = OAUTH_KEYS | {key for key in EVENT_KEYS if key.startswith(("event.notification.", "event.poller."))}
"""Keys that no other program has. The others occur in logs, translations and settings of other programs as well."""

TELLING_SETTINGS = TELLING_KEYS | {
    key for key in OTHER_DOTTED_KEYS if key.startswith(("document.", "filter.", "bulk.", "allow.", "default."))
}
"""Keys that no other program has in a ``configuration``."""

POLLER_MARKS = frozenset({"url", "idField", "datesConfiguration"})
"""Fields that show an object to be a resource of a poller map (domain.md 3c)."""

POLLER_FIELDS = frozenset(
    {
        "url", "idField", "datesConfiguration", "filterByUpdatedDate", "filterByCurrentDate", "createdCheckTolerance",
        "pageSize", "pollDelay", "batchSize", "postHooks", "postHookPipelines", "useLastPollDate",
        "useHydrationBeforePostHooks", "objectName", "parameters", "xPath",
    }
)  # fmt: skip

DATE_FIELDS = frozenset(
    {
        "updatedDateField", "updatedDateFormat", "updatedDateTimezone",
        "createdDateField", "createdDateFormat", "createdDateTimezone",
    }
)  # fmt: skip
