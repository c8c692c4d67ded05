using System.Globalization;

namespace Mediation.Workflow.Digests;

/// <summary>Section <c>Digests</c> of the configuration.</summary>
internal sealed record DigestSettings
{
    /// <summary>Hour in Shanghai from which the day's digests are made.</summary>
    public int Hour { get; init; } = 7;

    /// <summary>Where digests are put as files, for whatever takes them on. Without it, and without a mail server, they are kept as a resource only.</summary>
    public string? Folder { get; init; }

    public SmtpSettings? Smtp { get; init; }

    /// <exception cref="InvalidOperationException">The mail settings are not complete, or the hour is none.</exception>
    internal static DigestSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Digests").Get<DigestSettings>() ?? new DigestSettings();
        return settings.Hour is >= 0 and < 24 && settings.Smtp?.IsComplete != false
            ? settings
            : throw new InvalidOperationException("Digests:Hour is 0 to 23; Digests:Smtp needs Host, From, and To with {0} for the mediator's id.");
    }

    internal IDigestSender? Sender() => Smtp is { } smtp ? new MailedDigests(smtp) : Folder is { } folder ? new DroppedDigests(folder) : null;
}

/// <summary>Section <c>Digests:Smtp</c>.</summary>
internal sealed record SmtpSettings
{
    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    /// <summary>Refuses to send in the clear, and to servers whose certificate is not trusted.</summary>
    public bool Tls { get; init; } = true;

    public string? User { get; init; }

    public string? Password { get; init; }

    public string From { get; init; } = "";

    /// <summary>Address pattern with {0} for the mediator's id: the addresses of people are the mail server's matter, not kept here.</summary>
    public string To { get; init; } = "";

    internal bool IsComplete => Host.Length > 0 && From.Length > 0 && To.Contains("{0}", StringComparison.Ordinal);

    internal string AddressOf(Guid mediator) => string.Format(CultureInfo.InvariantCulture, To, mediator);
}
