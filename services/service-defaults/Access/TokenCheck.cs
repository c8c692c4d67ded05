using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.ServiceDefaults;

/// <summary>
/// Verifies access tokens: signature, issuer, audience, type, algorithm, expiry, and that nothing about the subject changed since. A token
/// found valid is remembered until it expires, since checking a signature costs more than a command's query. Thread-safe.
/// </summary>
public sealed class TokenCheck : IDisposable
{
    private const int MostTokens = 20_000;
    private const int MostChars = 16 * 1024;
    private const string Scheme = "Bearer ";

    private readonly Dictionary<string, TokenIssuer> _issuers;
    private readonly AccessChanges _changes;
    private readonly OwnIssuer? _own;
    private readonly MemoryCache _valid = new(new MemoryCacheOptions { SizeLimit = MostTokens });

    internal TokenCheck(IConfiguration configuration, IReadOnlyList<string> audiences, AccessChanges changes, OwnIssuer? own)
    {
        var (issuers, copies) = (configuration.GetSection("Authentication:Issuers"), configuration["Authentication:KeyCopies"]);
        var others = issuers.GetChildren().Where(section => own is null || section.Key != TokenIssuer.Own).Select(section => new TokenIssuer(section, audiences, copies));
        _issuers = (own is null ? others : others.Append(new TokenIssuer(issuers.GetSection(TokenIssuer.Own), audiences, copies, own)))
            .ToDictionary(i => i.Issuer, StringComparer.Ordinal);
        (_changes, _own) = (changes, own);
    }

    /// <summary>Forgets the tokens.</summary>
    public void Dispose() => _valid.Dispose();

    /// <summary>The token of a request, from its Authorization header and nowhere else; null when it has none.</summary>
    public static string? TokenOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        // Two headers are a contradiction, not a choice.
        return http.Request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;
    }

    /// <summary>Whose token it is, when it was found valid before and nothing changed since; null when that has to be asked first.</summary>
    public Caller? Remembered(string token) => _valid.TryGetValue<Caller>(token, out var caller) && !_changes.Since(caller!) ? caller : null;

    /// <returns>Null when the token is not valid here.</returns>
    /// <exception cref="IssuerUnreachableException">The keys of its issuer are not known yet and cannot be fetched.</exception>
    public async ValueTask<Caller?> CallerAsync(string token)
    {
        if (!_valid.TryGetValue<Caller>(token, out var caller))
        {
            if (Read(token) is not (var read, { } issuer) || await issuer.ValidateAsync(read) is not { } valid)
            {
                return null;
            }

            caller = _valid.Set(token, valid.Caller, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = new DateTimeOffset(valid.Expires, TimeSpan.Zero) });
        }

        return caller is null || _changes.Since(caller) || (_own is not null && await _own.HasChangedAsync(caller)) ? null : caller;
    }

    private (JsonWebToken Token, TokenIssuer? Issuer)? Read(string text)
    {
        if (text.Length > MostChars)
        {
            return null;
        }

        try
        {
            var token = new JsonWebToken(text);
            return (token, _issuers.GetValueOrDefault(token.Issuer));
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }
}
