using Mediation.EventStore;
using Mediation.Roster.Committees;
using Mediation.Roster.Coverage;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

/// <summary>Where a role is.</summary>
/// <param name="AreaCode">Its area; null for the person's own.</param>
/// <param name="DutyOf">The village or courtyard that must have somebody in this role; null where none must.</param>
internal sealed record RolePlace(string? AreaCode, Guid? DutyOf)
{
    /// <returns>Null, with what is wrong added to the check.</returns>
    internal static async Task<RolePlace?> OfAsync(
        StoreReader store, CodeLists codes, TakeRole command, FieldCheck check, DateOnly today, CancellationToken cancellation)
    {
        var named = command.AreaCode is null ? null : await KnownAreas.FindAsync(codes, command.AreaCode, today, cancellation);
        check.That(command.AreaCode is null || named is not null, "areaCode", "unknown", "区划代码未知", "Unknown area");
        var role = command.Role.GetValueOrDefault();
        if (Duties.UnitOf(role, command.UnitId, named?.Value ?? "") is { } duty)
        {
            var unit = await store.FetchForWritingAsync<CoveredUnit>(duty, cancellation);
            var right = unit is { Exists: true, State.Closed: false } && Duties.Of(unit.State.Kind).Role == role;
            check.That(right, role == PersonRole.LegalLiteratePerson ? "areaCode" : "unitId", "notEntered", "该村或院落未登记", "The village or courtyard is not on the roster");
            return right ? new RolePlace(unit.State.AreaCode, duty) : null;
        }

        var committee = command.UnitId is { } id ? await store.FetchForWritingAsync<Committee>(id, cancellation) : null;
        check.That(committee?.Exists != false, "unitId", "unknown", "单位不存在", "No such committee");
        return new RolePlace(committee?.State.AreaCode ?? named?.Value, null);
    }
}
