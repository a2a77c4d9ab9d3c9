namespace MultiVenueMargin.Accounts.Transfers;

/// <summary>The last movements of one feed, so that one that is told again with a later snapshot is not taken for another.</summary>
internal sealed class SeenMovements
{
    private readonly Queue<MovementKey> _order = new();
    private readonly HashSet<MovementKey> _seen = [];

    /// <summary>The oldest first.</summary>
    public IReadOnlyCollection<MovementKey> InOrder => _order;

    public bool Contains(MovementKey movement) => _seen.Contains(movement);

    /// <summary>The oldest is forgotten first.</summary>
    public void Add(MovementKey movement)
    {
        if (!_seen.Add(movement))
        {
            return;
        }

        _order.Enqueue(movement);
        if (_order.Count > Limits.RememberedMovements)
        {
            _seen.Remove(_order.Dequeue());
        }
    }
}
