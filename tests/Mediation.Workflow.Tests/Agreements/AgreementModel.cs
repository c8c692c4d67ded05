using FsCheck;
using FsCheck.Fluent;
using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.Rounds;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Agreements;

/// <summary>Random sequences of commands on one case's agreements and their confirmation: none throws, none reaches what the domain forbids.</summary>
public sealed class AgreementModel
{
    // So many that none of what must be reached is missed by chance.
    private const int Runs = 1200;
    private static readonly Guid?[] People = [PartyA, PartyB, Other, null];

    [Fact]
    public void No_sequence_reaches_a_state_that_the_domain_forbids()
    {
        var (applied, rounds, corrected, reached) = (0, 0, 0, new HashSet<string>());
        Prop.ForAll(Gen.Choose(0, 1_000_000).ArrayOf(120).ToArbitrary(), draws =>
        {
            var run = new Run(draws);
            run.Play();
            (applied, rounds, corrected, _) = (applied + run.Applied, Math.Max(rounds, run.Rounds), corrected + run.Corrected, reached.Add(run.Furthest));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
        // Sequences of refusals alone would prove nothing.
        applied.ShouldBeGreaterThan(Runs * 5);
        reached.ShouldContain("confirmed");
        rounds.ShouldBeGreaterThan(2);
        corrected.ShouldBeGreaterThan(0);
    }

    private sealed class Run(int[] draws)
    {
        private readonly Dictionary<Guid, Agreement> _agreements = [];
        private readonly Dictionary<Guid, Confirmation> _confirmations = [];
        private readonly Dictionary<Guid, DateTimeOffset> _effective = [];
        private Case _file = Given.Events<Case>(OpenAt(6, Opened("0801"))).State;
        private DateTimeOffset _now = Now;
        private int _next;
        private int _ids = 1000;

        internal int Applied { get; private set; }

        internal int Rounds => _file.Round;

        internal int Corrected => _agreements.Values.Sum(a => a.Corrections.Count);

        internal string Furthest => _agreements.Values.Any(a => a.Confirmation?.Ruling == Ruling.Confirmed) ? "confirmed" : "other";

        internal void Play()
        {
            while (_next < draws.Length - 8)
            {
                _now = _now.AddHours(Draw(30));
                Step();
                Holds();
            }
        }

        private int Draw(int below) => draws[_next++ % draws.Length] % below;

        private Guid NewGuid() => Id(++_ids);

        private Guid Party() => Draw(12) is 0 ? Other : Draw(2) == 0 ? PartyA : PartyB;

        private void Step()
        {
            var agreement = _agreements.Values.ElementAtOrDefault(_agreements.Count == 0 ? 0 : Draw(_agreements.Count));
            if (agreement is null)
            {
                Draft();
                return;
            }

            switch (Draw(16))
            {
                case 0: Draft(); break;
                case 1: On(agreement, RedraftAgreement.Decide(agreement, _file, new(Terms(), Draw(2) == 0), NewGuid(), [NewGuid(), NewGuid()], _now)); break;
                case 2 when Draw(4) == 0: On(agreement, WithdrawAgreement.Decide(agreement, new("改"), _now)); break;
                case 3 when Draw(6) == 0: On(agreement, RefuseToSign.Decide(agreement, _file, new(Party()), NewGuid(), _now)); break;
                case 4 when Draw(8) == 0: File(TerminateCase.Decide(_file, new("G"), NewGuid(), _now).Events); break;
                // Often, or sequences of this length hardly ever reach a third round.
                case 5 or 6 or 7 when _file.Status != CaseStatus.Open: Again(); break;
                case < 10: On(agreement, SignAgreement.Decide(agreement, _file, Signing(), Draw(8) == 0 ? Other : Mediator, NewGuid(), _now)); break;
                case < 13: Perform(agreement); break;
                default: Confirm(agreement); break;
            }
        }

        // Another round, by another committee after a failure, or because the agreement broke down; worked up to the agreement at once.
        private void Again()
        {
            var opening = _file.Outcome == Endings.Agreement
                ? RecordRebound.Decide(_file, new(_now, "又起争执"), Workflow.Committees.Committee.Initial, NewGuid(), _now)
                : OpenRound.Decide(_file, new(Draw(2) == 0 ? Other : Committee), new(1, "610981"), NewGuid(), _now);
            if (opening.Refusal is null)
            {
                Applied++;
                File(opening.Events);
                File([new MediatorAssigned(Mediator, _now), .. Enumerable.Range(1, 5).Select(n => new StepCompleted(n, _now))]);
            }
        }

        private DraftAgreement Terms() => new(
            Content: "各让一步", PerformedAtOnce: Draw(5) == 0, Partial: Draw(4) == 0 ? true : null, OpenPoints: "其余", Matters: [],
            Obligations:
            [
                new(PartyB, PartyA, ObligationKind.Payment, Amount: 100 + Draw(900), Place: "村委会", DueOn: new DateOnly(2026, 3, 20).AddDays(Draw(60)), Manner: "现金"),
                new(PartyA, PartyB, ObligationKind.Act, "让路", Place: "地头", DueOn: new DateOnly(2026, 3, 20).AddDays(Draw(60)), Manner: "当面"),
            ]);

        private void Draft()
        {
            var (id, form) = (NewGuid(), Draw(4) == 0 ? AgreementForm.Oral : AgreementForm.Written);
            var command = Terms() with { Form = form, MediatorRecord = form == AgreementForm.Oral ? "记录" : null };
            On(Agreement.Initial, DraftAgreement.Decide(_file, command, id, [NewGuid(), NewGuid()], _now), id);
        }

        private SignAgreement Signing()
        {
            var at = _now.AddHours(-Draw(48));
            return Draw(5) switch
            {
                0 => new(Signer.Mediator, null, SignatureKind.Hand, at),
                1 => new(Signer.CommitteeSeal, null, SignatureKind.Seal, at),
                2 => new(Signer.Witness, null, SignatureKind.Hand, at, "证人"),
                _ => new(Signer.Party, Party(), SignatureKind.Fingerprint, at),
            };
        }

        private void Perform(Agreement agreement)
        {
            var duty = agreement.Obligations[Draw(2)];
            if (agreement.Performances.LastOrDefault(p => p.ObligationId == duty.Id) is { } wrong && Draw(5) == 0)
            {
                var instead = Draw(2) == 0 ? null : new RecordPerformance(PerformanceKind.Partial, duty.Amount is null ? null : 1 + Draw(900), ReceiptNumber: "2");
                On(agreement, CorrectPerformance.Decide(agreement, new("记错", instead), duty.Id, wrong.Id, (NewGuid(), NewGuid()), _now));
                return;
            }

            On(agreement, Draw(6) switch
            {
                0 => LogUrging.Decide(agreement, new(UrgingManner.Phone, Text: "催"), duty.Id, NewGuid(), _now),
                1 => ReportBreach.Decide(agreement, new(BreachFoundBy.Mediator), duty.Id, NewGuid(), _now),
                2 => RecordPerformance.Decide(agreement, new(PerformanceKind.Full, ReceiptNumber: "1", ConfirmedByPartyId: People[Draw(4)]), duty.Id, NewGuid(), _now),
                3 => RecordPerformance.Decide(agreement, new(PerformanceKind.None), duty.Id, NewGuid(), _now),
                _ => RecordPerformance.Decide(agreement, new(PerformanceKind.Partial, duty.Amount is null ? null : 1 + Draw(700), ReceiptNumber: "1"), duty.Id, NewGuid(), _now),
            });
        }

        private void Confirm(Agreement agreement)
        {
            var open = _confirmations.Values.LastOrDefault(c => c.AgreementId == agreement.Id);
            if (open is null || Draw(5) == 0)
            {
                var id = NewGuid();
                var applicants = Draw(6) == 0 ? new[] { PartyA } : [PartyA, PartyB];
                Court(Confirmation.Initial, id, agreement, SeekConfirmation.Decide(agreement, _file, [], new(applicants, "法院", Despite: true), id, _now));
            }
            else if (open.Missing.Count > 0 && Draw(5) > 0)
            {
                // All of it at once, or sequences of this length hardly ever reach a court.
                foreach (var item in open.Missing)
                {
                    Court(_confirmations[open.Id], open.Id, agreement, AttachPaper.Decide(_confirmations[open.Id], new(item.Kind, item.PartyId), agreement.Id, NewGuid(), _now));
                }
            }
            else
            {
                Court(open, open.Id, agreement, Draw(3) == 0
                    ? SubmitConfirmation.Decide(open, new(), agreement.Id, _now)
                    : RecordRuling.Decide(open, new((Ruling)Draw(3), Codes: []), agreement.Id, _now));
                Court(_confirmations[open.Id], open.Id, agreement, SubmitConfirmation.Decide(_confirmations[open.Id], new(), agreement.Id, _now));
            }
        }

        private void On(Agreement state, Decision decision, Guid? id = null)
        {
            if (decision.Refusal is not null || decision.Events.Count == 0)
            {
                return;
            }

            Applied++;
            _agreements[id ?? state.Id] = decision.Events.Aggregate(state, (s, e) => s.Evolve(e));
            File(decision.SecondEvents);
        }

        private void Court(Confirmation state, Guid id, Agreement agreement, Decision decision)
        {
            if (decision.Refusal is null)
            {
                Applied++;
                _confirmations[id] = decision.Events.Aggregate(state, (s, e) => s.Evolve(e));
                _agreements[agreement.Id] = decision.SecondEvents.Aggregate(_agreements[agreement.Id], (s, e) => s.Evolve(e));
            }
        }

        private void File(IReadOnlyList<object> events) => _file = events.Aggregate(_file, (s, e) => s.Evolve(e));

        private void Holds()
        {
            var inEffect = _agreements.Values.Where(a => a.EffectiveAt is not null).ToList();
            inEffect.Where(a => !a.Partial).GroupBy(a => a.Round).ShouldAllBe(round => round.Count() == 1, "one agreement in effect settles a round");
            (_file.Outcome == Endings.Agreement).ShouldBe(
                inEffect.Any(a => !a.Partial && a.Round == _file.Round), "a round ends with A by an agreement of its own in effect, and by nothing else");
            foreach (var ended in _file.EarlierRounds)
            {
                (ended.Outcome == Endings.Agreement).ShouldBe(inEffect.Any(a => !a.Partial && a.Round == ended.Round), "so did the earlier ones");
            }

            foreach (var agreement in _agreements.Values)
            {
                Holds(agreement);
            }

            foreach (var confirmation in _confirmations.Values)
            {
                var of = _agreements[confirmation.AgreementId];
                of.EffectiveAt.ShouldNotBeNull();
                (confirmation.SubmittedOn is null || confirmation.SubmittedOn <= of.ConfirmableUntil).ShouldBeTrue("within thirty days");
                (confirmation.Ruling is null or Ruling.Withdrawn || confirmation.SubmittedOn is not null).ShouldBeTrue("no ruling on what was not handed in");
            }

            foreach (var ofOne in _confirmations.Values.GroupBy(c => c.AgreementId))
            {
                ofOne.Count(c => c.Ruling is null or Ruling.Confirmed).ShouldBeLessThanOrEqualTo(1, "one application under way");
            }
        }

        private void Holds(Agreement agreement)
        {
            if (agreement.EffectiveAt is { } at)
            {
                agreement.MissingSignatures.ShouldBeEmpty();
                (agreement.WithdrawnAt, agreement.RefusedByPartyId).ShouldBe((null, null));
                _effective.TryAdd(agreement.Id, at);
                at.ShouldBe(_effective[agreement.Id], "what took effect keeps its instant");
                (agreement.Form == AgreementForm.Oral || at == agreement.Signatures.Max(s => s.SignedAt)).ShouldBeTrue("in effect by its last signature");
            }
            else
            {
                agreement.Performances.ShouldBeEmpty();
            }

            agreement.Signatures.Select(s => s.PartyId).OfType<Guid>().ShouldBeUnique();
            foreach (var duty in agreement.Obligations)
            {
                var done = agreement.Counting.Where(p => p.ObligationId == duty.Id).ToList();
                done.Sum(p => p.Amount ?? 0).ShouldBeLessThanOrEqualTo(duty.Amount ?? 0, "performed more than owed");
                done.Count(p => p.Kind == PerformanceKind.Full).ShouldBeLessThanOrEqualTo(1);
            }
        }
    }
}
