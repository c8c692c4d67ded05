using Mediation.EventStore;
using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;

namespace Mediation.Intake.Storage;

/// <summary>What intake stores.</summary>
internal static class IntakeStore
{
    // Lists filter by area prefix and by status, both in id order.
    private const string Indexes =
        """
        create index if not exists mt_doc_dispute_area on mt_doc_dispute ((data->>'areaCode') text_pattern_ops);
        create index if not exists mt_doc_dispute_status on mt_doc_dispute ((data->>'status'), id);
        """;

    internal static void Configure(EventStoreOptions options) => options
        .Aggregate("dispute", IntakeJson.Default.Dispute)
        .Aggregate("committee", IntakeJson.Default.Committee)
        .Events(
            IntakeJson.Default,
            typeof(DisputeRegistered), typeof(PartiesAdded), typeof(ConsentGiven), typeof(ConsentRefused), typeof(DisputeAdmitted),
            typeof(DisputeEnded), typeof(DisputeTurnedAway), typeof(DisputeLinked), typeof(CommitteeNoted))
        .Script(CaseNumbers.Schema)
        .Script(Indexes);
}
