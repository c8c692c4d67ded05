using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Mediation.Roster.Persons;

namespace Mediation.Roster.Coverage;

/// <summary>A village or courtyard that must have somebody: one courtyard head, three legal-literate persons.</summary>
internal sealed record CoveredUnit : IAggregate<CoveredUnit>
{
    public static CoveredUnit Initial { get; } = new();

    public long Version { get; init; }

    public UnitKind Kind { get; init; }

    public string AreaCode { get; init; } = "";

    /// <summary>Of a courtyard in its village.</summary>
    public int? Number { get; init; }

    public bool Closed { get; init; }

    /// <summary>Who has, had or will have the unit's duty.</summary>
    public IReadOnlyList<Service> Serving { get; init; } = [];

    internal int PresentOn(DateOnly day) => Serving.Where(s => s.From <= day && (s.To is null || day <= s.To)).DistinctBy(s => s.PersonId).Count();

    public CoveredUnit Evolve(object @event) => After(@event) with { Version = Version + 1 };

    /// <summary>What is entered twice is one.</summary>
    internal static Guid IdOf(UnitKind kind, string area, int? number) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{area}|{number}")).AsSpan(0, 16));

    private CoveredUnit After(object @event) => @event switch
    {
        UnitEntered e => this with { Kind = e.Kind, AreaCode = e.AreaCode, Number = e.Number, Closed = false },
        UnitClosed => this with { Closed = true },
        DutyTaken e => this with { Serving = [.. Serving, new Service(e.RoleId, e.PersonId, e.From, e.To)] },
        DutyLeft e => this with { Serving = [.. Serving.Select(s => s.RoleId == e.RoleId ? s with { To = e.To } : s)] },
        _ => this,
    };
}

internal sealed record UnitEntered(UnitKind Kind, string AreaCode, int? Number, DateTimeOffset EnteredAt);

internal sealed record UnitClosed(DateTimeOffset ClosedAt);

// A person's role in the unit, written together with the person's own record of it.

internal sealed record DutyTaken(Guid RoleId, Guid PersonId, DateOnly From, DateOnly? To, DateTimeOffset TakenAt);

internal sealed record DutyLeft(Guid RoleId, DateOnly To, DateTimeOffset LeftAt);

internal sealed record Service(Guid RoleId, Guid PersonId, DateOnly From, DateOnly? To);

internal enum UnitKind
{
    Village,
    Courtyard,
}

/// <summary>What each kind of unit must have.</summary>
internal static class Duties
{
    internal static (PersonRole Role, int Required) Of(UnitKind kind) =>
        kind == UnitKind.Village ? (PersonRole.LegalLiteratePerson, 3) : (PersonRole.CourtyardHead, 1);

    /// <summary>The unit whose duty a role is; null for other roles.</summary>
    internal static Guid? UnitOf(PersonRole role, Guid? unit, string area) => role switch
    {
        PersonRole.LegalLiteratePerson => CoveredUnit.IdOf(UnitKind.Village, area, null),
        PersonRole.CourtyardHead => unit,
        _ => null,
    };
}
