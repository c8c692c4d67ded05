namespace Mediation.Contracts;

/// <summary>Who may what: every route of every service, a file each. A route that is not in it keeps its service from starting.</summary>
/// <remarks>Personal data and case content follow unit and area, statistics follow area, the system admin sees no case content.</remarks>
public static partial class AccessTable;
