using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mediation.ServiceDefaults;

/// <summary>What a service puts on record. Ids and codes only: words go to the vault.</summary>
/// <param name="At">When; stored to the microsecond.</param>
/// <param name="Actor">Who, as in <see cref="Caller.Actor"/>; null when the token was not to be believed.</param>
/// <param name="ClientId">The program in between.</param>
/// <param name="Action">See <see cref="AuditActions"/>.</param>
/// <param name="Route">Method and template, never a path with values.</param>
/// <param name="Subject">The dispute with its case, or the mediator, concerned.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="Note">Item of the subject's vault with the reason in words.</param>
/// <param name="Address">From where.</param>
/// <param name="Times">How many alike are counted in this entry.</param>
internal sealed record AuditEntry(
    DateTimeOffset At, string? Actor, string? ClientId, string Action, string Route, Guid? Subject, string? Reason, Guid? Note, string? Address, int Times)
{
    /// <summary>The entry's link in the chain: what <see cref="AuditSchema"/> computes when it is written.</summary>
    internal byte[] Hash(byte[] previous, long sequence)
    {
        using var form = new MemoryStream();
        form.Write(previous);
        Write(form, sequence);
        Write(form, (At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        foreach (var field in (string?[])[Actor, ClientId, Action, Route, Subject?.ToString(), Reason, Note?.ToString(), Address])
        {
            Write(form, field);
        }

        Write(form, Times);
        return SHA256.HashData(form.GetBuffer().AsSpan(0, (int)form.Length));
    }

    // With its length before it: no text can pass for two.
    private static void Write(MemoryStream form, string? text)
    {
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Write(form, text is null ? -1 : bytes.Length);
        form.Write(bytes);
    }

    private static void Write(MemoryStream form, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        form.Write(bytes);
    }

    private static void Write(MemoryStream form, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        form.Write(bytes);
    }
}

/// <summary>Codes of what is put on record. Stored: never renamed.</summary>
public static class AuditActions
{
    /// <summary>Personal data were shown, numbers masked.</summary>
    public const string Read = "personalData.read";

    /// <summary>Personal data were shown in full.</summary>
    public const string Unmasked = "personalData.unmasked";

    /// <summary>A token that is not valid here: forged, expired, for another service.</summary>
    public const string TokenRefused = "access.refused";

    /// <summary>A role that the route does not admit.</summary>
    public const string RoleRefused = "access.roleRefused";

    /// <summary>A deed outside the caller's units and areas.</summary>
    public const string ScopeRefused = "access.scopeRefused";

    /// <summary>A wrong password or code, or one for an account that is locked or disabled; the subject is the account, where there is one.</summary>
    public const string SignInRefused = "signIn.refused";

    /// <summary>An administrator made an account.</summary>
    public const string AccountCreated = "account.created";

    /// <summary>An administrator changed an account: the route says how.</summary>
    public const string AccountChanged = "account.changed";

    /// <summary>An administrator revoked a client, which the reason names.</summary>
    public const string ClientRevoked = "client.revoked";

    /// <summary>A signed link was made, which the subject names; the actor is its maker.</summary>
    public const string LinkMade = "link.made";

    /// <summary>A signed link was used; the actor is its maker.</summary>
    public const string LinkUsed = "link.used";

    /// <summary>A signed link was tried that is revoked or over.</summary>
    public const string LinkRefused = "link.refused";
}
