using Microsoft.IdentityModel.Tokens;

namespace Mediation.ServiceDefaults;

/// <summary>The suite's own issuer, where it runs in this very process: its keys and the changes of access are at hand and not asked for.</summary>
/// <param name="Name">The claim <c>iss</c>.</param>
/// <param name="Keys">Those that a token may be signed with now.</param>
/// <param name="HasChangedAsync">Whether something about the caller changed after the token was issued.</param>
public sealed record OwnIssuer(string Name, Func<IEnumerable<SecurityKey>> Keys, Func<Caller, ValueTask<bool>> HasChangedAsync);
