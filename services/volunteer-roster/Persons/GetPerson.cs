using Mediation.EventStore;
using Mediation.Roster.Mediators;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

internal static class GetPerson
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        var fetched = await store.FetchForWritingAsync<Person>(id, http.RequestAborted);
        return fetched.Exists
            ? await Versioned.ReadAsync(http, fetched.Version, async () =>
            {
                await trail.RecordReadAsync(http, id);
                return PersonRead.Of(fetched, await vault.OpenAsync(store, id, http.RequestAborted));
            })
            : Problem.From(http, Refusal.Unknown("person"));
    }
}

internal sealed record PersonRead(
    Guid Id, long Version, string? Name, string? Phone, string AreaCode, Sex? Sex, Guid? CommitteeId, Capacity? Capacity, IReadOnlyList<RoleHeld> Roles,
    IReadOnlyList<Membership> Memberships, bool LawCertificate, IReadOnlyList<string> Languages, string? HomeTown, IReadOnlyList<string> TypeCodes, Absence? Absence)
{
    internal static PersonRead Of(Fetched<Person> person, VaultTexts texts)
    {
        var (id, state) = (person.Id, person.State);
        return new PersonRead(
            id, person.Version, texts[id, RegisterMediator.NameField], Mask.Number(texts[id, RegisterMediator.PhoneField]), state.AreaCode, state.Sex,
            state.CommitteeId, state.Capacity, state.Roles, state.Memberships, state.LawCertificate, state.Languages, state.HomeTown, state.TypeCodes, state.Absence);
    }
}
