using System.Text.RegularExpressions;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>
/// A party as entered at intake. All of it but side and kind goes to the vault. Papers are served at the address unless another is given
/// for that; an organisation has a representative, and the occupation is that person's post.
/// </summary>
internal sealed partial record PartyEntry(
    string Side = "", PartyKind? Kind = null, string Name = "", string? Phone = null, string? IdNumber = null, string? Address = null,
    string? ServiceAddress = null, string? Ethnicity = null, string? Occupation = null, string? Representative = null)
{
    internal const int MostParties = 100;
    internal const int MostSides = 10;

    internal static void Check(FieldCheck check, IReadOnlyList<PartyEntry?>? parties)
    {
        check.That(parties is { Count: > 0 }, "parties", "required", "至少一方当事人", "At least one party");
        check.That(parties is null or { Count: <= MostParties }, "parties", "tooMany", $"不得超过{MostParties}人", $"At most {MostParties} parties");
        foreach (var (i, party) in (parties ?? []).Take(MostParties).Index())
        {
            Check(check, $"parties[{i}]", party);
        }
    }

    internal static RegisteredParty Register(PartyEntry party, Guid id) => new(id, party.Side, party.Kind ?? PartyKind.Person);

    internal static bool IsPhone(string? text) => text is not null && PhoneNumber().IsMatch(text);

    /// <summary>Puts the personal data of each party under its id.</summary>
    internal static Decision Seal(Decision decision, IReadOnlyList<PartyEntry> parties, IReadOnlyList<Guid> ids) =>
        parties.Zip(ids).Aggregate(decision, (sealing, p) => sealing
            .Sealing(p.Second, VaultFields.Name, p.First.Name)
            .Sealing(p.Second, VaultFields.Phone, p.First.Phone)
            .Sealing(p.Second, VaultFields.IdNumber, p.First.IdNumber)
            .Sealing(p.Second, VaultFields.Address, p.First.Address)
            .Sealing(p.Second, VaultFields.ServiceAddress, p.First.ServiceAddress)
            .Sealing(p.Second, VaultFields.Ethnicity, p.First.Ethnicity)
            .Sealing(p.Second, VaultFields.Occupation, p.First.Occupation)
            .Sealing(p.Second, VaultFields.Representative, p.First.Representative));

    private static void Check(FieldCheck check, string path, PartyEntry? party)
    {
        if (party is null)
        {
            check.That(false, path, "required", "不能为空", "Must not be null");
            return;
        }

        // Sides are in events and messages, so a name must not fit in.
        check.That(SideLabel().IsMatch(party.Side), $"{path}.side", "malformed", "应为 A、B、甲、乙 等简称", "A short label such as A or B");
        check.That(party.Kind is not null, $"{path}.kind", "required", "必填", "Required");
        check.Text($"{path}.name", party.Name, 100);
        check.OptionalText($"{path}.address", party.Address, 200).OptionalText($"{path}.serviceAddress", party.ServiceAddress, 200);
        check.OptionalText($"{path}.ethnicity", party.Ethnicity, 30).OptionalText($"{path}.occupation", party.Occupation, 100);
        check.OptionalText($"{path}.representative", party.Representative, 100)
            .That(
                party.Kind != PartyKind.Person || party.Representative is null, $"{path}.representative", "notAllowed", "仅单位填写",
                "Of an organisation only")
            .That(
                party.Kind != PartyKind.Organisation || party.Ethnicity is null, $"{path}.ethnicity", "notAllowed", "仅个人填写", "Of a person only");
        check.That(party.Phone is null || IsPhone(party.Phone), $"{path}.phone", "malformed", "号码格式有误", "Not a phone number");
        check.That(party.IdNumber is null || IdNumbers.MayBe(party.IdNumber, party.Kind), $"{path}.idNumber", "malformed", "证件号码有误", "Not an id number");
    }

    [GeneratedRegex("^(?:[A-Za-z0-9]{1,4}|[甲乙丙丁戊己庚辛壬癸]方?)\\z")]
    private static partial Regex SideLabel();

    [GeneratedRegex("^\\+?[0-9][0-9 ()-]{4,24}\\z")]
    private static partial Regex PhoneNumber();
}
