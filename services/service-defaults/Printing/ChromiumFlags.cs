namespace Mediation.ServiceDefaults;

internal static class ChromiumFlags
{
    /// <summary>An empty profile, no extras, and no network: no name is resolved and all else goes to a proxy that is not there.</summary>
    internal static IEnumerable<string> Of(string profile) =>
    [
        "--headless", "--remote-debugging-pipe", $"--user-data-dir={profile}",
        "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-quic",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-domain-reliability", "--disable-breakpad",
        "--disable-extensions", "--disable-default-apps", "--disable-gpu", "--disable-dev-shm-usage", "--disable-remote-fonts", "--mute-audio",
        "--no-first-run", "--no-default-browser-check", "--no-pings", "--password-store=basic", "--force-color-profile=srgb",
        // Chromium refuses its sandbox to root.
        .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
    ];
}
