using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Forms;

/// <summary>Roles and segments in the words of the printed forms.</summary>
internal static class RoleNames
{
    internal static string Of(Role role) => role switch
    {
        Role.CommunityPolice => "社区民警",
        Role.Department => "职能部门",
        Role.PoliceAssistant => "警务助理",
        Role.VillageNotable => "乡贤",
        Role.LegalLiteratePerson => "法律明白人",
        Role.JudicialOffice => "司法所",
        Role.CourtTribunal => "人民法庭",
        Role.VillageCadre => "村（居）干部",
        Role.RespectedRelative => "有威望的亲属",
        Role.Lawyer => "律师",
        Role.Mediator => "调解员",
        Role.Party => "当事人",
        _ => "其他",
    };

    internal static string Of(Mode mode) => mode switch
    {
        Mode.Caucus => "背对背",
        Mode.Joint => "面对面",
        Mode.HomeVisit => "走访",
        Mode.FieldMeasurement => "现场丈量",
        Mode.Video => "视频",
        _ => "",
    };
}
