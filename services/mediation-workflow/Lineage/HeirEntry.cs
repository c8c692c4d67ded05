using Mediation.Contracts.Intake;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Lineage;

/// <summary>
/// An heir as entered: the same data as of a party at intake, which learns nothing of who steps in after acceptance. All but the relation goes
/// to the vault. Of an organisation's legal successor the representative, whose post is the occupation.
/// </summary>
/// <param name="PartyId">If intake knows the heir, or it is a party already.</param>
internal sealed record HeirEntry(
    Guid? PartyId = null, Relation? Relation = null, string? Name = null, string? Phone = null, string? IdNumber = null,
    string? Address = null, string? ServiceAddress = null, string? Ethnicity = null, string? Occupation = null, string? Representative = null)
{
    internal void Check(FieldCheck check, string path, PartyRef party)
    {
        var isPerson = Heir.KindOf(Relation ?? Lineage.Relation.Other, party) == Heir.Person;
        check.Present($"{path}.relation", Relation)
            .That(PartyId is not null || !string.IsNullOrWhiteSpace(Name), $"{path}.name", "required", "必填", "Required")
            .OptionalText($"{path}.name", Name, 100)
            .OptionalText($"{path}.phone", Phone, 30)
            .OptionalText($"{path}.idNumber", IdNumber, 30)
            .OptionalText($"{path}.address", Address, 200)
            .OptionalText($"{path}.serviceAddress", ServiceAddress, 200)
            .OptionalText($"{path}.ethnicity", Ethnicity, 30)
            .OptionalText($"{path}.occupation", Occupation, 100)
            .OptionalText($"{path}.representative", Representative, 100)
            .That(!isPerson || Representative is null, $"{path}.representative", "notAllowed", "仅单位填写", "Of an organisation only")
            .That(isPerson || Ethnicity is null, $"{path}.ethnicity", "notAllowed", "仅个人填写", "Of a person only");
    }

    internal Decision Seal(Decision decision, Guid id) => decision
        .Sealing(id, HeirTexts.Name, Name)
        .Sealing(id, HeirTexts.Phone, Phone)
        .Sealing(id, HeirTexts.IdNumber, IdNumber)
        .Sealing(id, HeirTexts.Address, Address)
        .Sealing(id, HeirTexts.ServiceAddress, ServiceAddress)
        .Sealing(id, HeirTexts.Ethnicity, Ethnicity)
        .Sealing(id, HeirTexts.Occupation, Occupation)
        .Sealing(id, HeirTexts.Representative, Representative);
}
