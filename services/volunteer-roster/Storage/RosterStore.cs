using Mediation.EventStore;
using Mediation.Roster.Activities;
using Mediation.Roster.Assignments;
using Mediation.Roster.Committees;
using Mediation.Roster.Coverage;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Roster.Teams;

namespace Mediation.Roster.Storage;

/// <summary>What the roster stores.</summary>
internal static class RosterStore
{
    private const string Columns =
        """
        alter table mt_doc_committee
            add column if not exists area_code text collate "C" generated always as (data ->> 'areaCode') stored;
        create index if not exists mt_doc_committee_area on mt_doc_committee (area_code, id);
        alter table mt_doc_mediator
            add column if not exists area_code    text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists committee_id uuid generated always as ((data ->> 'committeeId')::uuid) stored;
        create index if not exists mt_doc_mediator_area on mt_doc_mediator (area_code, id);
        create index if not exists mt_doc_mediator_of on mt_doc_mediator (committee_id, id);
        create index if not exists mt_doc_mediator_untaken on mt_doc_mediator (area_code, id) where committee_id is null;
        """;

    private const string TeamColumns =
        """
        alter table mt_doc_team
            add column if not exists area_code    text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists parent_id    uuid generated always as ((data ->> 'parentId')::uuid) stored,
            add column if not exists committee_id uuid generated always as ((data ->> 'committeeId')::uuid) stored;
        create index if not exists mt_doc_team_area on mt_doc_team (area_code, id);
        create index if not exists mt_doc_team_of on mt_doc_team (committee_id, id);
        create index if not exists mt_doc_team_parent on mt_doc_team (parent_id, id);
        alter table mt_doc_activity
            add column if not exists area_code    text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists day          text collate "C" generated always as (data ->> 'day') stored,
            add column if not exists team_id      uuid generated always as ((data ->> 'teamId')::uuid) stored,
            add column if not exists committee_id uuid generated always as ((data ->> 'committeeId')::uuid) stored;
        create index if not exists mt_doc_activity_area on mt_doc_activity (area_code, id);
        create index if not exists mt_doc_activity_of on mt_doc_activity (committee_id, id);
        create index if not exists mt_doc_activity_team on mt_doc_activity (team_id, id);
        """;

    internal static void Configure(EventStoreOptions options) => options
        .Aggregate<Committee>("committee", RosterJson.Default)
        // Stored under what a person was first: a mediator. Never renamed.
        .Aggregate<Person>("mediator", RosterJson.Default)
        .Aggregate<Team>("team", RosterJson.Default)
        .Aggregate<Activity>("activity", RosterJson.Default)
        .Aggregate<CoveredUnit>("covered_unit", RosterJson.Default)
        .Aggregate<Assignment>("assignment", RosterJson.Default)
        .Events(
            RosterJson.Default,
            typeof(CommitteeEstablished), typeof(MediatorAppointed), typeof(ReservationMade), typeof(ReservationReleased),
            typeof(NoMediatorFound), typeof(AssignmentClosed))
        .Events(
            RosterJson.Default,
            typeof(MediatorTakenOn), typeof(SurgeBegan), typeof(SurgeEnded), typeof(PersonEntered), typeof(RoleTaken), typeof(RoleLeft),
            typeof(SkillsRecorded), typeof(AbsenceNoted), typeof(TeamJoined), typeof(TeamLeft))
        .Events(
            RosterJson.Default,
            typeof(TeamFormed), typeof(TeamDissolved), typeof(ActivityHeld), typeof(ActivityWithdrawn), typeof(UnitEntered), typeof(UnitClosed),
            typeof(DutyTaken), typeof(DutyLeft))
        .Script(Columns)
        .Script(TeamColumns)
        .Script(RoleQueries.Indexes)
        .Script(UnitQueries.Columns)
        .Script(ShortNames.Index)
        .Script(Candidates.Indexes)
        .Scoped<Committee>("id", "area_code")
        .Scoped<Person>("committee_id", "area_code", mayBeUntaken: true)
        .Scoped<Team>("committee_id", "area_code", mayBeUntaken: true)
        .Scoped<Activity>("committee_id", "area_code", mayBeUntaken: true)
        .ScopedByArea<CoveredUnit>("area_code");
}
