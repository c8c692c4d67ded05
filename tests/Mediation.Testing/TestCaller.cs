using System.Collections.Concurrent;
using Mediation.Contracts;

namespace Mediation.Testing;

/// <summary>
/// Signs the requests of a client in, unless they carry a token of their own: as one who has every role in the whole country, and belongs
/// to the units that a test adds. Who else may do what is the matter of the tests about access.
/// </summary>
public sealed class TestCaller(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Header of a test's request that names another person; it does not leave this handler.</summary>
    public const string PersonHeader = "X-Test-Person";

    private readonly ConcurrentDictionary<Guid, byte> _units = [];
    private readonly ConcurrentDictionary<(string Person, int Units), string> _tokens = [];

    /// <summary>Who sends requests that name nobody.</summary>
    public static Guid Everyone { get; } = new("00000000-0000-4000-8000-0000000000ee");

    /// <summary>Makes the caller a member.</summary>
    public void Join(Guid unit) => _units[unit] = 0;

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var person = request.Headers.TryGetValues(PersonHeader, out var named) ? named.Single() : Everyone.ToString();
        request.Headers.Remove(PersonHeader);
        if (request.Headers.Authorization is null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {TokenOf(person)}");
        }

        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>The token it would send, for tools that make requests of their own.</summary>
    public string TokenOf(string person) => _tokens.GetOrAdd((person, _units.Count), key => TestIssuer.Token(key.Person, Roles.All, _units.Keys, ["all"]));
}
