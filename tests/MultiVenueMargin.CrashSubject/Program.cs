using MultiVenueMargin.CrashSubject;
using MultiVenueMargin.Engine;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;

// Runs until it is killed: there is no other end. The arguments are the folder and the round, which makes request ids of this run its own.
using var device = new FileDevice(args[0]);
var journal = SegmentJournal.Open(device, new SegmentJournalOptions { SegmentBytes = 16 << 20 });
await using var engine = await MarginEngine.StartAsync(journal, new EngineOptions(), TimeProvider.System, CancellationToken.None);
await new Load(engine, args[1]).RunAsync();
