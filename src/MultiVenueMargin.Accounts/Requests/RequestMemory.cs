using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Requests;

/// <summary>Answers to the last requests, so that a repetition gets the same.</summary>
internal sealed class RequestMemory
{
    private readonly Dictionary<RequestId, RememberedRequest> _requests = [];
    private readonly Queue<RequestId> _order = new();

    /// <summary>The oldest first.</summary>
    public IEnumerable<RememberedRequest> InOrder => _order.Select(request => _requests[request]);

    public int Count => _requests.Count;

    public RememberedRequest? Find(RequestId request) => _requests.GetValueOrDefault(request);

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, long version)
    {
        if (record is not RequestAnswered answered)
        {
            return false;
        }

        Restore(new RememberedRequest(answered.Request, answered.BodyHash, answered.Created, version));
        return true;
    }

    public void WriteTo(CanonicalWriter writer) =>
        writer.List([.. InOrder], Limits.RememberedRequests, static (each, request) => request.WriteTo(each));

    public static RequestMemory ReadFrom(CanonicalReader reader)
    {
        var memory = new RequestMemory();
        foreach (var request in reader.List(Limits.RememberedRequests, RememberedRequest.ReadFrom))
        {
            memory.Restore(request);
        }

        return memory;
    }

    /// <summary>The oldest is forgotten first.</summary>
    public void Restore(RememberedRequest request)
    {
        _requests.Add(request.Request, request);
        _order.Enqueue(request.Request);
        if (_order.Count > Limits.RememberedRequests)
        {
            _requests.Remove(_order.Dequeue());
        }
    }
}
