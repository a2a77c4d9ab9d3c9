using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Gateway.Callers;

/// <summary>Decides who may do what. The one place where that is decided.</summary>
public interface IAuthority
{
    /// <param name="caller">Who wants it.</param>
    /// <param name="need">What it takes.</param>
    /// <param name="scope">Of which account or institution; of the whole platform.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    ValueTask<bool> AllowsAsync(Caller caller, Need need, NeedScope scope, CancellationToken cancellation);
}
