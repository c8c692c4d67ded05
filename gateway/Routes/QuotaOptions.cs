namespace Mediation.Gateway.Routes;

/// <summary>Ocelot's RateLimitOptions, the route's values before the global ones.</summary>
internal static class QuotaOptions
{
    private const string Section = "RateLimitOptions.";

    public static Quota? Read(OcelotRateLimit? own, OcelotRateLimit? all, Func<string, string, string?> refuse)
    {
        // Ocelot 25: on by default where options are given.
        if ((own is null && all is null) || (own?.EnableRateLimiting ?? all?.EnableRateLimiting) == false)
        {
            return null;
        }

        var limit = own?.Limit ?? all?.Limit;
        if (limit is null or < 1)
        {
            refuse(Section + "Limit", "must be 1 or more");
        }

        var status = own?.StatusCode ?? own?.HttpStatusCode ?? all?.StatusCode ?? all?.HttpStatusCode ?? 429;
        if (status is < 400 or > 599)
        {
            refuse(Section + "StatusCode", $"{status} does not say that a request was refused");
        }

        return new Quota(
            limit ?? 0,
            Length(own?.Period ?? all?.Period, "Period", refuse) ?? default,
            Wait(own, all, refuse),
            status,
            own?.QuotaMessage ?? own?.QuotaExceededMessage ?? all?.QuotaMessage ?? all?.QuotaExceededMessage,
            own?.EnableHeaders ?? !own?.DisableRateLimitHeaders ?? all?.EnableHeaders ?? !all?.DisableRateLimitHeaders ?? true,
            own?.ClientIdHeader ?? all?.ClientIdHeader ?? "Oc-Client",
            own?.ClientWhitelist ?? all?.ClientWhitelist ?? []);
    }

    private static TimeSpan? Wait(OcelotRateLimit? own, OcelotRateLimit? all, Func<string, string, string?> refuse)
    {
        if ((own?.Wait ?? (own?.PeriodTimespan is null ? all?.Wait : null)) is { } wait)
        {
            return Length(wait, "Wait", refuse);
        }

        return (own?.PeriodTimespan ?? all?.PeriodTimespan) switch
        {
            null or 0 => null,
            { } seconds and > 0 and < 86_400_000 => TimeSpan.FromSeconds(seconds),
            { } seconds => refuse(Section + "PeriodTimespan", $"{seconds} is not a number of seconds") is null ? null : default,
        };
    }

    private static TimeSpan? Length(string? text, string key, Func<string, string, string?> refuse)
    {
        if (text is not null && Duration.TryParse(text, out var length))
        {
            return length;
        }

        refuse(Section + key, text is null ? "is missing" : $"'{text}' is not a length of time such as 500ms, 1s, 5m, 1h, 1d");
        return null;
    }
}
