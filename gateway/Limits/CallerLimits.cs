using System.Threading.RateLimiting;
using Mediation.Gateway.Routes;
using Mediation.ServiceDefaults;

namespace Mediation.Gateway.Limits;

/// <summary>
/// Limits around the tokens, whatever the route: <c>Gateway:PerSubject</c>, what one caller may send from all his addresses together,
/// and <c>Gateway:InvalidTokens</c>, how many tokens or other credentials one address may get wrong. Each has <c>Limit</c> (0: none) and <c>Period</c>.
/// Over the second, tokens of that address that are not known to be good already are not even looked at. Thread-safe.
/// </summary>
internal sealed class CallerLimits : IDisposable
{
    private readonly Quota _subject;
    private readonly Quota _invalid;
    private readonly PartitionedRateLimiter<Caller> _subjects;
    private readonly PartitionedRateLimiter<HttpContext> _addresses;

    /// <exception cref="InvalidOperationException">A setting is no limit; the message names it.</exception>
    public CallerLimits(IConfiguration configuration, TimeProvider clock)
    {
        _subject = Read(configuration.GetSection("Gateway:PerSubject"), 3000, "10s");
        _invalid = Read(configuration.GetSection("Gateway:InvalidTokens"), 60, "1m");
        Func<string, RateLimiter> ofSubject = _ => new FixedWindow(_subject, clock);
        Func<Client, RateLimiter> ofAddress = _ => new FixedWindow(_invalid, clock);
        _subjects = PartitionedRateLimiter.Create<Caller, string>(caller => _subject.Limit == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.Get(caller.Actor, ofSubject));
        _addresses = PartitionedRateLimiter.Create<HttpContext, Client>(http => _invalid.Limit == 0
            ? RateLimitPartition.GetNoLimiter(default(Client))
            : RateLimitPartition.Get(Client.Of(http.Connection.RemoteIpAddress), ofAddress));
    }

    /// <returns>Whether the caller may send this request; if not, the answer is written.</returns>
    public ValueTask<bool> AdmitAsync(HttpContext http, Caller caller) => DecideAsync(http, _subjects.AttemptAcquire(caller), _subject);

    /// <returns>Whether the address may show a token that is not known yet; if not, the answer is written.</returns>
    public ValueTask<bool> MayTryAsync(HttpContext http) => DecideAsync(http, _addresses.AttemptAcquire(http, 0), _invalid);

    /// <summary>Counts a credential that a service refused; the service has answered.</summary>
    public void NoteInvalid(HttpContext http) => _addresses.AttemptAcquire(http);

    /// <returns>Whether the address was still within its limit; if not, the answer is written.</returns>
    public ValueTask<bool> CountInvalidAsync(HttpContext http) => DecideAsync(http, _addresses.AttemptAcquire(http), _invalid);

    public void Dispose()
    {
        _subjects.Dispose();
        _addresses.Dispose();
    }

    // A lease of these limiters has nothing to give back.
    private static ValueTask<bool> DecideAsync(HttpContext http, RateLimitLease lease, Quota quota) =>
        lease.IsAcquired ? new(true) : RefuseAsync(http, lease, quota);

    private static async ValueTask<bool> RefuseAsync(HttpContext http, RateLimitLease lease, Quota quota)
    {
        await QuotaAnswer.WriteAsync(http, quota, lease);
        return false;
    }

    private static Quota Read(IConfigurationSection section, long limit, string period)
    {
        limit = section.GetValue("Limit", limit);
        period = section["Period"] ?? period;
        return limit < 0 ? throw new InvalidOperationException($"{section.Path}:Limit is {limit}; there is 0, none, and more.")
            : !Duration.TryParse(period, out var length)
                ? throw new InvalidOperationException($"{section.Path}:Period is '{period}', not a length of time such as 500ms, 10s, 1m.")
            : new Quota(limit, length, Wait: null, StatusCodes.Status429TooManyRequests, Message: null, Headers: true, ClientHeader: "", Exempt: []);
    }
}
