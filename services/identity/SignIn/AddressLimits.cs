using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mediation.ServiceDefaults;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Mediation.Identity.SignIn;

/// <summary>
/// How often a minute one address may try. Counted in the database, so that more instances are not more attempts; whoever is over it
/// is remembered here until the minute is over, so that a flood costs the database nothing. Thread-safe.
/// </summary>
internal sealed class AddressLimits(NpgsqlDataSource database, IdentitySettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>Metadata of routes that take a password or a code.</summary>
    internal static readonly Limited SignIn = new("sign-in", all => all.SignIn.PerAddress);

    /// <summary>Metadata of routes that take a client's secret, a code or a refresh token.</summary>
    internal static readonly Limited Tokens = new("token", all => all.SignIn.TokensPerAddress);

    private const int MostShut = 10_000;

    private const string Count =
        """
        insert into attempts (kind, network, began, made) values ($1, $2, $3, 1)
        on conflict (kind, network) do update set
            made = case when attempts.began <= $4 then 1 else attempts.made + 1 end,
            began = case when attempts.began <= $4 then $3 else attempts.began end
        returning began, made
        """;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly Refusal TooMany = new("rate.limited", "请求过于频繁，请稍后再试", "Too many requests; try again later")
    {
        Status = StatusCodes.Status429TooManyRequests,
    };

    private readonly MemoryCache _shut = new(new MemoryCacheOptions { SizeLimit = MostShut });

    public void Dispose() => _shut.Dispose();

    internal async Task AdmitAsync(HttpContext http, RequestDelegate next)
    {
        if (LimitOf(http) is { } limit && await ShutUntilAsync(limit, http) is { } until)
        {
            var wait = Math.Max(1, Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds));
            http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            var answer = limit == SignIn ? PageRules.Explain(Words.TooMany, StatusCodes.Status429TooManyRequests) : Problem.From(http, TooMany);
            await answer.ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    /// <summary>Forgets those whose minute is over.</summary>
    internal async Task PruneAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("delete from attempts where began <= $1");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() - Window });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // OpenIddict answers revocations itself, so there is no route to mark.
    private static Limited? LimitOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Limited>() ?? (http.Request.Path.StartsWithSegments("/connect/revocation") ? Tokens : null);

    private async Task<DateTimeOffset?> ShutUntilAsync(Limited limit, HttpContext http)
    {
        var (now, source) = (clock.GetUtcNow(), (limit.Kind, Network(http.Connection.RemoteIpAddress)));
        if (_shut.TryGetValue<DateTimeOffset>(source, out var known) && known > now)
        {
            return known;
        }

        await using var command = database.CreateCommand(Count);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = source.Kind });
        command.Parameters.Add(new NpgsqlParameter<IPAddress> { TypedValue = source.Item2 });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now - Window });
        await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
        await reader.ReadAsync(http.RequestAborted);
        var until = reader.GetFieldValue<DateTimeOffset>(0) + Window;
        return reader.GetInt32(1) <= limit.Most(settings)
            ? null
            : _shut.Set(source, until, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Window });
    }

    // One household has 2^64 addresses of the sixth version.
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null or { AddressFamily: AddressFamily.InterNetwork } || address.IsIPv4MappedToIPv6)
        {
            return address?.MapToIPv4() ?? IPAddress.None;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}

/// <param name="Kind">Stored.</param>
/// <param name="Most">A minute.</param>
internal sealed record Limited(string Kind, Func<IdentitySettings, int> Most);
