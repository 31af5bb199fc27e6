using Livecaller.Server.Http;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Uploads;

/// <summary>Who uploads a file, for which widget, and from which address.</summary>
internal sealed record Uploader(VisitorRow Visitor, WidgetRow Widget, string Address)
{
    public WorkOwner Owner => new(Address, Visitor.Id);

    public static Uploader Of(HttpContext http) => new(http.Visitor(), http.Widget(), http.ClientAddress());
}
