using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Sessions;

[JsonConverter(typeof(CamelCaseEnum<Panel>))]
internal enum Panel
{
    FiveParty,
    FourParty,
    Custom,
}

[JsonConverter(typeof(CamelCaseEnum<Role>))]
internal enum Role
{
    CommunityPolice,
    Department,
    PoliceAssistant,
    VillageNotable,
    LegalLiteratePerson,
    JudicialOffice,
    CourtTribunal,
    VillageCadre,
    RespectedRelative,
    Lawyer,
    Mediator,
    Party,
    Other,
}

[JsonConverter(typeof(CamelCaseEnum<Mode>))]
internal enum Mode
{
    Caucus,
    Joint,
    HomeVisit,
    FieldMeasurement,
    Video,
}

/// <summary>In what capacity the presiding person acts: mediation by the people, the police, an administrative organ, or at a court's invitation.</summary>
[JsonConverter(typeof(CamelCaseEnum<Capacity>))]
internal enum Capacity
{
    People,
    Police,
    Administrative,
    CourtInvited,
}

/// <summary>What came of a session.</summary>
[JsonConverter(typeof(CamelCaseEnum<SessionResult>))]
internal enum SessionResult
{
    Agreed,
    PartlyAgreed,
    NotAgreed,

    /// <summary>To be continued in another session.</summary>
    Adjourned,
}

/// <summary>Whether an invited person comes.</summary>
[JsonConverter(typeof(CamelCaseEnum<Rsvp>))]
internal enum Rsvp
{
    Yes,
    No,
    Maybe,
}

[JsonConverter(typeof(CamelCaseEnum<ConflictKind>))]
internal enum ConflictKind
{
    /// <summary>Bears the name of a party.</summary>
    SameNameAsParty,

    /// <summary>Bears the name of a relative whom a party declared.</summary>
    SameNameAsRelative,

    /// <summary>Said so.</summary>
    Declared,
}
