namespace Mediation.ServiceDefaults;

/// <summary>The answer to a command that was carried out. Stored with the command, so it never holds personal data.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Serialized as JSON: ids, codes, versions.</param>
/// <param name="Location">Path of what was created.</param>
public sealed record Reply(int Status, object Body, string? Location = null)
{
    /// <summary>201 with the new resource's path.</summary>
    public static Reply Created(string location, object body) => new(StatusCodes.Status201Created, body, location);

    /// <summary>200.</summary>
    public static Reply Ok(object body) => new(StatusCodes.Status200OK, body);
}
