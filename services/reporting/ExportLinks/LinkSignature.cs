using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.ExportLinks;

/// <summary>
/// HMAC-SHA256 over the link and all that it is for, by the key of the vault's hashes: it lies wrapped in the database, so every instance has it, and
/// a row that somebody changed there no longer fits its address.
/// </summary>
internal static class LinkSignature
{
    private const string Field = "exportLink";

    /// <summary>base64url.</summary>
    internal static async Task<string> OfAsync(Vault vault, Fetched<ExportLink> link)
    {
        var (maker, state) = (link.State.Maker!, link.State);
        string[] parts =
        [
            $"{link.Id:N}", maker.Actor, maker.ClientId ?? "", string.Join(',', maker.Roles), string.Join(',', maker.Areas), $"{maker.IssuedAt.UtcDateTime:O}",
            $"{state.ExpiresAt.UtcDateTime:O}", state.Question,
        ];
        return Base64Url.EncodeToString(await vault.Hashes.OfAsync(Field, string.Join('\n', parts)));
    }

    internal static async Task<bool> FitsAsync(Vault vault, Fetched<ExportLink> link, string? signature) =>
        signature is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(await OfAsync(vault, link)), Encoding.UTF8.GetBytes(signature));
}
