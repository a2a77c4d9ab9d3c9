using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using static MultiVenueMargin.Accounts.Registers.RegisterDecision;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>
/// What is listed, with its terms. A listed contract never changes and is never taken off: positions and past figures refer to it. One that a venue
/// changes is listed under another id.
/// </summary>
public sealed class InstrumentRegister : Register
{
    private readonly SortedDictionary<InstrumentId, Instrument> _instruments = [];

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<InstrumentId, Instrument> Instruments => _instruments;

    public Instrument? Find(InstrumentId id) => _instruments.GetValueOrDefault(id);

    public static InstrumentRegister ReadFrom(CanonicalReader reader) => Read(new InstrumentRegister(), reader);

    private protected override bool ApplyOwn(RegisterRecord record, DateTimeOffset at)
    {
        if (record is not InstrumentsListed listed)
        {
            return false;
        }

        foreach (var instrument in listed.Instruments)
        {
            _instruments.Add(instrument.Id, instrument);
        }

        return true;
    }

    private protected override RegisterRefused? Check(RegisterCommand command)
    {
        var listing = command as ListInstruments ?? throw NotMine(command);
        if (listing.Instruments.Count is 0 or > RegisterLimits.InstrumentsPerCommand)
        {
            return Malformed(
                "Instruments", $"A listing has 1 to {RegisterLimits.InstrumentsPerCommand} instruments, not {listing.Instruments.Count}.");
        }

        var byId = new Dictionary<InstrumentId, Instrument>();
        foreach (var instrument in listing.Instruments)
        {
            if (!byId.TryAdd(instrument.Id, instrument) && byId[instrument.Id] != instrument)
            {
                return Malformed($"Instruments[{instrument.Id}]", "It is there twice, with different terms.");
            }
        }

        // The same rules by which a whole market is checked; here there is nothing but listings in it.
        var findings = MarketCheck.Check(new MarketSnapshot
        {
            Version = new MarketVersion("listing"),
            AsOf = DateTimeOffset.UnixEpoch,
            Prices = new Dictionary<Asset, AssetMark>(),
            Instruments = byId,
            Marks = new Dictionary<InstrumentId, InstrumentMark>(),
            Units = new Dictionary<RiskUnit, UnitMarket>(),
        });
        return Unsound("The listing is not sound; every finding is named.", findings);
    }

    private protected override RegisterDecision Decide(RegisterCommand command, DateTimeOffset now)
    {
        var listing = (ListInstruments)command;
        var changed = listing.Instruments
            .Where(instrument => Find(instrument.Id) is { } listed && listed != instrument)
            .Select(instrument => new Finding(
                $"Instruments[{instrument.Id}]", "is listed with other terms", "A listed contract never changes; list it under another id"))
            .Distinct()
            .OrderBy(finding => finding.Path, StringComparer.Ordinal)
            .ToList();
        if (changed.Count > 0)
        {
            return new RegisterDecision([], string.Empty, new RegisterRefused(
                Refusal.AlreadyExists, changed[0].Path, "What is listed already has other terms; nothing was listed.", changed));
        }

        var added = listing.Instruments
            .Where(instrument => !_instruments.ContainsKey(instrument.Id))
            .DistinctBy(instrument => instrument.Id)
            .OrderBy(instrument => instrument.Id)
            .ToList();
        return added.Count == 0 ? Done(string.Empty)
            : _instruments.Count + added.Count > RegisterLimits.Instruments
            ? No(Refusal.LimitReached, "Instruments", $"There may be {RegisterLimits.Instruments} instruments, and {_instruments.Count} are listed.")
            : Done(string.Empty, new InstrumentsListed(added, listing.By));
    }

    private protected override void WriteOwn(CanonicalWriter writer) =>
        writer.List([.. _instruments.Values], RegisterLimits.Instruments, InstrumentCodec.Write);

    private protected override void ReadOwn(CanonicalReader reader)
    {
        foreach (var instrument in reader.List(RegisterLimits.Instruments, InstrumentCodec.ReadInstrument))
        {
            _instruments.Add(instrument.Id, instrument);
        }
    }
}
