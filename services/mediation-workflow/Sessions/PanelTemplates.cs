namespace Mediation.Workflow.Sessions;

/// <summary>Roles that a panel wants (联调组).</summary>
internal static class PanelTemplates
{
    private static readonly Dictionary<Panel, Role[]> Wanted = new()
    {
        // 民警+部门+警务助理+乡贤+法律明白人
        [Panel.FiveParty] = [Role.CommunityPolice, Role.Department, Role.PoliceAssistant, Role.VillageNotable, Role.LegalLiteratePerson],
        // 派出所+司法所+法庭+村（社区）
        [Panel.FourParty] = [Role.CommunityPolice, Role.JudicialOffice, Role.CourtTribunal, Role.VillageCadre],
        [Panel.Custom] = [],
    };

    internal static IEnumerable<Role> Missing(Panel panel, IEnumerable<Role> roles) => Wanted[panel].Except(roles);
}
