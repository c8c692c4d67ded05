using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Dossiers;

namespace Mediation.Workflow.Evidence;

/// <summary>Puts a photo, a recording or a paper into the case. Append-only, also after the end: receipts and rulings come later.</summary>
internal sealed record FileEvidence(
    string? Slot, string? PartyId, string? FileName, string? Description, FileType Type, long Size, string Sha256)
{
    internal const string NameField = "fileName";
    internal const string DescriptionField = "description";
    // The bound keeps a runaway client from filling the disk through one case.
    internal const int Most = 500;

    private static readonly Refusal TooMany = new("evidence.tooMany", "本案材料过多", "The case has too many files");

    internal static Decision Decide(Case state, FileEvidence command, Guid id, DateTimeOffset now)
    {
        var slot = SlotOf(command.Slot);
        var party = Guid.TryParse(command.PartyId, out var parsed) ? parsed : (Guid?)null;
        var check = new FieldCheck()
            .That(slot is not null, "slot", "unknown", "不是卷宗的位置", "Not a slot of the dossier that takes files")
            .That(string.IsNullOrEmpty(command.PartyId) || state.HasParty(party), "partyId", "unknown", "不是本案当事人", "Not a party of the case")
            .OptionalText("fileName", command.FileName, 255)
            .OptionalText("description", command.Description, FieldChecks.ShortText)
            .That(IsPlain(command.FileName), "fileName", "malformed", "格式有误", "Malformed")
            .That(IsPlain(command.Description), "description", "malformed", "格式有误", "Malformed");
        return check.Refusal is { } bad ? bad
            : state.IsFiled ? DossierRefusals.Filed
            : state.EvidenceFiles >= Most ? TooMany
            : Decision.Of(new EvidenceFiled(id, slot!.Value, party, command.Type, command.Size, command.Sha256, now))
                .Sealing(id, NameField, command.FileName).Sealing(id, DescriptionField, command.Description);
    }

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, StoreReader store, CommandShell shell, Vault vault, IBlobs blobs)
    {
        // Before the file is read: nobody sends 20 MB to be told that there is no such case.
        if (!(await store.FetchForWritingAsync<Case>(id, http.RequestAborted)).Exists)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        await using var upload = Upload.Begin();
        var (command, refusal) = await ReceiveAsync(http, upload);
        if (command is null)
        {
            return Problem.From(http, refusal!);
        }

        CommandShell.BodyIs(http, HashOf(http.Request.Path, command));
        var (evidenceId, by) = (shell.NewId(), Caller.Of(http).Actor);
        return await shell.TransactAsync<Case, FileEvidence>(
            http, id, command,
            async (transaction, state, filed, now) =>
            {
                var decision = Decide(state, filed, evidenceId, now);
                if (decision.Refusal is null && await vault.KeyForSealingAsync(id, http.RequestAborted) is { } key)
                {
                    await blobs.StoreAsync(transaction, key, id, filed.Sha256, upload.Content, http.RequestAborted);
                    return decision;
                }

                return decision.Refusal is null ? DossierRefusals.Erased : decision;
            },
            state => Reply.Created($"/api/v1/cases/{id}/evidence/{evidenceId}", new Receipt(
                evidenceId, id, SlotOf(command.Slot)!.Value, command.Type, FileTypes.MediaOf(command.Type), command.Size, command.Sha256, state.EvidenceFiledAt!.Value, by)),
            CommandKind.Append);
    }

    private static async Task<(FileEvidence?, Refusal?)> ReceiveAsync(HttpContext http, Upload upload)
    {
        var (fields, refusal) = await UploadForm.ReceiveAsync(http, upload);
        if (fields is null)
        {
            return (null, refusal);
        }

        var (type, bad) = await FileInspection.InspectAsync(upload.Content, fields, http.RequestAborted);
        return type is { } known
            ? (new FileEvidence(fields.Slot, fields.PartyId, fields.FileName, fields.Description, known, upload.Content.Length, upload.Sha256), null)
            : (null, bad);
    }

    // The back cover is made when the dossier is filed.
    private static DossierSlot? SlotOf(string? text) =>
        string.IsNullOrEmpty(text) ? DossierSlot.Evidence
        : DossierSlots.All.Where(s => s != DossierSlot.Back).Select(s => (DossierSlot?)s)
            .FirstOrDefault(s => string.Equals(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{s}"), text, StringComparison.Ordinal));

    private static bool IsPlain(string? text) => text?.Any(c => char.IsControl(c) || char.IsSurrogate(c) && !IsPaired(text)) != true;

    private static bool IsPaired(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static string HashOf(string path, FileEvidence command) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', path, command.Slot, command.PartyId, command.FileName, command.Description, command.Sha256))));
}

/// <summary>What proves that a file is in, and which: its hash can be computed again from any copy.</summary>
/// <param name="By">Who gave it.</param>
internal sealed record Receipt(
    Guid Id, Guid CaseId, DossierSlot Slot, FileType Type, string MediaType, long Size, string Sha256, DateTimeOffset At, string By);
