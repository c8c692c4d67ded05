using Mediation.EventStore;
using Mediation.Roster.Mediators;

namespace Mediation.Roster.Persons;

/// <summary>Somebody on the roster, with many roles over time. To mediate for a committee is one of them; then the id is the mediator's.</summary>
internal sealed record Person : IAggregate<Person>
{
    public static Person Initial { get; } = new();

    public long Version { get; init; }

    /// <summary>Whose mediator the person is; null for none's.</summary>
    public Guid? CommitteeId { get; init; }

    public Capacity? Capacity { get; init; }

    public string AreaCode { get; init; } = "";

    public IReadOnlyList<string> TypeCodes { get; init; } = [];

    public int MaxLoad { get; init; }

    public Sex? Sex { get; init; }

    /// <summary>Whether mediating is the whole occupation.</summary>
    public bool? FullTime { get; init; }

    public Schooling? Schooling { get; init; }

    // Snapshots from before there was more than mediators have none of these.
    public IReadOnlyList<RoleHeld> Roles { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Membership> Memberships { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];

    public bool LawCertificate { get; init; }

    public string? HomeTown { get; init; }

    public Absence? Absence { get; init; }

    public Person Evolve(object @event) => After(@event) with { Version = Version + 1 };

    /// <summary>The team that the person's work counts for: the one joined first of those that last.</summary>
    internal Guid? TeamId => Memberships.FirstOrDefault(m => m.To is null)?.TeamId;

    private Person After(object @event) => @event switch
    {
        MediatorAppointed e => this with
        {
            CommitteeId = e.CommitteeId, Capacity = e.Capacity, AreaCode = e.AreaCode, TypeCodes = e.TypeCodes, MaxLoad = e.MaxLoad,
            Sex = e.Sex ?? Sex, FullTime = e.FullTime ?? FullTime, Schooling = e.Schooling ?? Schooling,
        },
        PersonEntered e => this with { AreaCode = e.AreaCode, Sex = e.Sex, FullTime = e.FullTime, Schooling = e.Schooling },
        RoleTaken e => this with { Roles = [.. Roles, new RoleHeld(e.RoleId, e.Role, e.UnitId, e.AreaCode, e.From, e.To)] },
        RoleLeft e => this with { Roles = [.. Roles.Select(r => r.Id == e.RoleId ? r with { To = e.To } : r)] },
        SkillsRecorded e => this with { LawCertificate = e.LawCertificate, Languages = e.Languages, HomeTown = e.HomeTown, TypeCodes = e.TypeCodes },
        AbsenceNoted e => this with { Absence = new Absence(e.From, e.To) },
        TeamJoined e => this with { Memberships = [.. Memberships, new Membership(e.TeamId, e.From, null)] },
        TeamLeft e => this with { Memberships = [.. Memberships.Select(m => m.TeamId == e.TeamId && m.To is null ? m with { To = e.To } : m)] },
        _ => this,
    };
}

/// <param name="Id">Of the role.</param>
/// <param name="Role">Which.</param>
/// <param name="UnitId">Of which committee or courtyard; null for a role of an area.</param>
/// <param name="AreaCode">Where.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null as long as there is none.</param>
internal sealed record RoleHeld(Guid Id, PersonRole Role, Guid? UnitId, string AreaCode, DateOnly From, DateOnly? To)
{
    internal bool IsOn(DateOnly day) => From <= day && (To is null || day <= To);

    internal bool MeetsDays(DateOnly from, DateOnly? to) => From <= (to ?? DateOnly.MaxValue) && (To ?? DateOnly.MaxValue) >= from;
}

internal sealed record Membership(Guid TeamId, DateOnly From, DateOnly? To);

/// <summary>Days on which the person takes no new case.</summary>
internal sealed record Absence(DateOnly From, DateOnly To);
