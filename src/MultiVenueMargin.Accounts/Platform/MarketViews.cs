using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>The market as it is published, and where its records go on.</summary>
/// <param name="Stamp">Which market it is.</param>
/// <param name="Snapshot">Everything that is said and listed; absent before anything was.</param>
/// <param name="Divergences">How far the sources of each asset agree.</param>
/// <param name="Next">Behind exactly what the snapshot holds: who reads market records from here on misses none and sees none twice.</param>
public sealed record MarketView(
    MarketStamp Stamp, MarketSnapshot? Snapshot, IReadOnlyDictionary<Asset, Divergence> Divergences, Cursor Next);

/// <summary>What is listed under an id.</summary>
/// <param name="Mark">What it stands at; absent: nobody says.</param>
/// <param name="Market">The market it was read from.</param>
public sealed record InstrumentView(Instrument Instrument, InstrumentMark? Mark, MarketStamp Market);
