using System.Globalization;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Forms;

/// <summary>All that may be printed of a case for one reader. What is missing is null, and prints as a line to write on.</summary>
/// <param name="Committee">Its name; null when the roster was not there to ask.</param>
/// <param name="Persons">Names of mediators by id.</param>
internal sealed record PrintFacts(
    Case Case, IReadOnlyList<RecordedEvent> Events, IReadOnlyList<Session> Sessions, IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<EvidenceRow> Evidence, VaultTexts Texts, Confidant Reader, DisputeFacts Dispute, string? Committee,
    IReadOnlyDictionary<Guid, string> Persons, string? TypeName, DateTimeOffset Now)
{
    internal FollowUpPlan FollowUps { get; init; } = FollowUpPlan.Initial;

    /// <summary>The latest of each agreement.</summary>
    internal IReadOnlyList<Confirmation> Confirmations { get; init; } = [];

    /// <summary>Pages of PDF files, where the whole dossier is printed.</summary>
    internal BoundPapers Bound { get; init; } = BoundPapers.None;

    /// <summary>Known once the whole dossier has been laid out.</summary>
    internal PrintedPages? Pages { get; init; }

    internal string? Mediator => NameOfPerson(Case.MediatorId);

    internal IEnumerable<(RecordAdded Record, string? By)> RecordsOf(RecordKind kind) =>
        Events.Where(e => e.Data is RecordAdded added && added.Kind == kind).Select(e => ((RecordAdded)e.Data, e.Headers.Actor));

    /// <summary>Texts of all records of a kind, oldest first.</summary>
    internal string? TextOf(RecordKind kind) =>
        Joined("\n", RecordsOf(kind).Select(r => Texts[r.Record.RecordId, "text"]));

    internal PartyFacts Party(Guid partyId) => Dispute.Parties.GetValueOrDefault(partyId) ?? PartyFacts.OfHeir(partyId, Texts, Reader);

    internal string? NameOf(Guid? partyId) => partyId is { } id ? Party(id).Name : null;

    internal string? NamesOf(string side) => Joined("、", Case.Parties.Where(p => p.Side == side).Select(p => NameOf(p.PartyId)));

    internal string? AllNames => Joined("、", Case.Parties.Select(p => NameOf(p.PartyId)));

    internal string? NameOfPerson(Guid? id) => id is { } known ? Persons.GetValueOrDefault(known) : null;

    internal PartyRef? Ref(Guid partyId) => Case.Parties.FirstOrDefault(p => p.PartyId == partyId);

    internal static string SideName(string? side) => side switch
    {
        "A" => "甲方", "B" => "乙方", "C" => "丙方", "D" => "丁方", null => "", _ => $"{side}方",
    };

    internal static string? Day(DateTimeOffset? at) => at is { } instant ? Day(ChinaTime.DayOf(instant)) : null;

    internal static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    internal static string? Minute(DateTimeOffset? at) =>
        at?.ToOffset(ChinaTime.Offset).ToString("yyyy年M月d日H时mm分", CultureInfo.InvariantCulture);

    internal static string Yuan(decimal amount) => $"人民币{amount.ToString("#,##0.00", CultureInfo.InvariantCulture)}元";

    internal static string? Joined(string between, IEnumerable<string?> texts)
    {
        var said = texts.Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
        return said.Count == 0 ? null : string.Join(between, said);
    }
}

/// <summary>What intake knows of the dispute.</summary>
internal sealed record DisputeFacts(string? Place, DateOnly? OccurredOn, string? Summary, IReadOnlyDictionary<Guid, PartyFacts> Parties)
{
    /// <summary>What the application asks for, point by point.</summary>
    internal IReadOnlyList<string> Requests { get; init; } = [];

    internal DateOnly? AppliedOn { get; init; }

    internal string? DelegatedBy { get; init; }

    internal string? LanguageNeeds { get; init; }

    internal static readonly DisputeFacts Unknown = new(null, null, null, new Dictionary<Guid, PartyFacts>());
}

/// <summary>Personal data on their way to the paper, as the reader may see them; never stored here.</summary>
internal sealed record PartyFacts(string? Name, string? Phone, string? IdNumber, string? Address)
{
    internal string? ServiceAddress { get; init; }

    internal string? Ethnicity { get; init; }

    /// <summary>Or post; of an organisation, its representative's.</summary>
    internal string? Occupation { get; init; }

    /// <summary>Of an organisation.</summary>
    internal string? Representative { get; init; }

    /// <summary>Who stepped in after acceptance is not known to intake.</summary>
    internal static PartyFacts OfHeir(Guid id, VaultTexts texts, Confidant reader)
    {
        var name = texts[id, HeirTexts.Name];
        return new PartyFacts(
            reader.Works ? name : Mask.Name(name), texts[id, HeirTexts.Phone], texts[id, HeirTexts.IdNumber], texts[id, HeirTexts.Address])
        {
            ServiceAddress = texts[id, HeirTexts.ServiceAddress], Ethnicity = texts[id, HeirTexts.Ethnicity],
            Occupation = texts[id, HeirTexts.Occupation], Representative = texts[id, HeirTexts.Representative],
        };
    }

    private bool HasFullNumber => IdNumber is { Length: 18 } && IdNumber.Take(17).All(char.IsAsciiDigit);

    /// <summary>GB 11643: the last digit but one is odd for men.</summary>
    internal string? Sex => HasFullNumber ? (IdNumber![16] % 2 == 1 ? "男" : "女") : null;

    /// <summary>GB 11643: digits 7 to 14 are the date of birth.</summary>
    internal string? AgeOn(DateOnly day)
    {
        if (!HasFullNumber || !DateOnly.TryParseExact(IdNumber![6..14], "yyyyMMdd", out var born) || born > day)
        {
            return null;
        }

        var years = day.Year - born.Year - (day < born.AddYears(day.Year - born.Year) ? 1 : 0);
        return years.ToString(CultureInfo.InvariantCulture);
    }
}
