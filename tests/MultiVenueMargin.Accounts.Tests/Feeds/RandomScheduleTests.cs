using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Tests.Feeds;

/// <summary>
/// Frames that are lost, repeated, overtaken, of ended epochs or followed by trouble, in random schedules: after every batch the account
/// holds exactly what the venue said up to the number that it acknowledged, and in the end what is true.
/// </summary>
public sealed class RandomScheduleTests
{
    private static readonly int Schedules = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 10_000 : 400;

    [Fact]
    public void State_UnderAnySchedule_IsTheInOrderSetThatWasAcknowledged()
    {
        var (gaps, repeats, ended) = (0, 0, 0);
        for (var seed = 1; seed <= Schedules; seed++)
        {
            var (client, answers) = Run(seed);
            var refusals = answers.SelectMany(answer => answer.Refusals).ToList();
            gaps += refusals.Count(refusal => refusal.Reason == Refusal.SequenceGap);
            ended += refusals.Count(refusal => refusal.Reason == Refusal.EpochEnded);
            repeats += answers.Zip(answers.Skip(1), (first, second) => first.Through == second.Through && second.Refusals.Count == 0 ? 1 : 0).Sum();
            StateBytes.AssertRemade(client);
        }

        // A schedule in which nothing went wrong would show nothing.
        Assert.True(gaps > Schedules && ended > Schedules && repeats > Schedules, $"{gaps} gaps, {ended} of ended epochs, {repeats} repeats");
    }

    private static (Client Client, List<FeedAnswer> Answers) Run(int seed)
    {
        var random = new Random(seed);
        var client = Client.With(Client.Deribit);
        var venue = new VenueScript(random);
        var answers = new List<FeedAnswer>();
        var needsSnapshot = true;
        for (var step = 0; step < 30; step++)
        {
            client.Pass(random.Next(0, 20));
            Deliver([.. Batch()]);
            var answer = answers[^1];
            needsSnapshot = answer.NeedsSnapshot;
        }

        Deliver(venue.Snapshot());
        Deliver(venue.Delta(), venue.Delta(), venue.Heartbeat());
        Assert.Equal((venue.Epoch, venue.Sequence, false), (answers[^1].Epoch, answers[^1].Through, answers[^1].NeedsSnapshot));
        return (client, answers);

        void Deliver(params FeedFrame[] frames)
        {
            var before = answers.Count == 0 ? (Epoch: 0L, Through: -1L) : (answers[^1].Epoch, answers[^1].Through);
            var answer = client.Send(frames);
            answers.Add(answer);
            var held = VenueScript.Describe(client);
            Assert.True(
                held == venue.TruthAt(answer.Epoch, answer.Through),
                $"seed {seed}: at {answer.Epoch}/{answer.Through} it holds [{held}], and the venue said [{venue.TruthAt(answer.Epoch, answer.Through)}]");
            Assert.True((answer.Epoch, answer.Through).CompareTo(before) >= 0, $"seed {seed}: the acknowledgement went back from {before}");
        }

        IEnumerable<FeedFrame> Batch()
        {
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                switch (random.Next(10))
                {
                    case 0 when venue.Said.Count > 0:
                        // Repeated, or late: anything ever said.
                        yield return venue.Said[random.Next(venue.Said.Count)];
                        break;
                    case 1 when venue.Epoch > 0:
                        // Lost on the way.
                        venue.Delta();
                        break;
                    case 2 when venue.Epoch > 0:
                        var (first, second) = (venue.Delta(), venue.Delta());
                        yield return second;
                        yield return first;
                        break;
                    case 3 when venue.Epoch > 0:
                        yield return venue.Heartbeat();
                        break;
                    case 4:
                        yield return Frames.Trouble(Math.Max(1, venue.Epoch), "timeout");
                        break;
                    case 5 when venue.Epoch > 1:
                        yield return Frames.Delta(random.NextInt64(1, venue.Epoch), random.Next(10), Frames.Holds("BTC", 99m));
                        break;
                    case 6:
                        yield return venue.Snapshot();
                        break;
                    default:
                        yield return venue.Epoch == 0 || (needsSnapshot && random.Next(3) == 0) ? venue.Snapshot() : venue.Delta();
                        break;
                }
            }
        }
    }

    [Fact]
    public void LateFramesOfAnEndedEpoch_WhateverTheyAre_AreRefusedAndReachNobody()
    {
        for (var seed = 1; seed <= Schedules; seed++)
        {
            var random = new Random(seed);
            var client = Client.With(Client.Deribit);
            var epoch = random.NextInt64(2, 1_000);
            client.Send(Frames.Snapshot(epoch, random.Next(100), Frames.Holds("BTC", 1m), Frames.Has("X", 2m)));
            var (version, bytes) = (client.Account.Version, StateBytes.Of(client.Account));
            var late = Enumerable.Range(0, 20).Select(FeedFrame (_) => random.Next(4) switch
            {
                0 => Frames.Snapshot(random.NextInt64(1, epoch), random.Next(200), Frames.Holds("BTC", 7m)),
                1 => Frames.Heartbeat(random.NextInt64(1, epoch), random.Next(200)),
                2 => Frames.Trouble(random.NextInt64(1, epoch), "late"),
                _ => Frames.Delta(random.NextInt64(1, epoch), random.Next(200), Frames.Has("X", 9m)),
            }).ToArray();

            var answer = client.Send(late);

            Assert.Equal(late.Length, answer.Refusals.Count(refusal => refusal.Reason == Refusal.EpochEnded));
            Assert.Equal(version, client.Account.Version);
            Assert.Equal(bytes, StateBytes.Of(client.Account));
        }
    }
}
