/* Who may call, and under which name. Host manifests, the extension's manifest and the
 * caller check agree on these; a test holds them together. */
#ifndef CLEANCOPY_WIRE_IDS_H
#define CLEANCOPY_WIRE_IDS_H

/* Firefox: browser_specific_settings.gecko.id */
#define EXTENSION_GECKO_ID "cleancopy@cleancopy.org"

/* Chromium: made from the public `key` in extension/manifest.json (the first 32 hex
 * digits of its SHA-256, written with the letters a to p). */
#define EXTENSION_CHROME_ID "ionbjdmecjlapofemhjfcnmdhnbbmpjc"

/* What the extension gives to connectNative, and the name of the host's manifest file. */
#define HOST_NAME "org.cleancopy.host"

#endif
