using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>
/// Instruments were listed. A contract that is listed never changes; one that a venue changes gets another id. Its stream lies in
/// the market partition, so that a market version names the listings, too.
/// </summary>
public sealed record InstrumentsListed(IReadOnlyList<Instrument> Instruments, PrincipalId By) : RegisterRecord;

/// <summary>Lists what is not listed yet; the same listing again does nothing, a different one under a listed id is refused by name.</summary>
public sealed record ListInstruments(IReadOnlyList<Instrument> Instruments) : RegisterCommand;
