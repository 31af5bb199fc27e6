using System.Buffers.Binary;
using System.Text;

namespace Livecaller.Bench.Dashboards;

/// <summary>
/// Reads the parts of a render batch that are required to press a tab of the inbox.
/// See https://github.com/dotnet/aspnetcore/blob/main/src/Components/Shared/src/RenderBatchWriter.cs
/// </summary>
internal sealed class RenderBatch(byte[] batch)
{
    private const int FrameSize = 20;
    private const int EditSize = 16;
    private const int AttributeFrame = 3;

    /// <summary>The event handlers of the inbox's tabs in order, if the batch contains them.</summary>
    public IReadOnlyList<long> TabHandlers
    {
        get
        {
            // New tabs are recognized by their elements, rerendered tabs by being the only component with four new click handlers.
            var handlers = NewTabs();
            return handlers.Count > 0 ? handlers : ReplacedHandlers();
        }
    }

    /// <summary>The number of conversations that the batch adds to a list or rerenders.</summary>
    public int Items => Frames().Count(f => f.Name == "data-lc-item");

    private List<long> NewTabs()
    {
        List<long> handlers = [];
        var isTab = false;
        foreach (var (name, value, handler) in Frames())
        {
            if (name == "role") isTab = value == "tab";
            if (isTab && name == "onclick") handlers.Add(handler);
        }

        return handlers;
    }

    private List<long> ReplacedHandlers()
    {
        var at = Int(batch.Length - 20);
        var components = Int(at);
        var frames = Frames(all: true).ToList();
        for (var (component, place) = (0, at + 4); component < components; component++)
        {
            // The diffs are stored in sequence before the reference frames. The table contains their offsets.
            var diff = Int(place + (4 * component));
            var edits = Int(diff + 4);
            var clicks = Enumerable.Range(0, edits).Select(edit => diff + 8 + (edit * EditSize))
                .Where(edit => Int(edit) == 3 && frames[Int(edit + 8)].Name == "onclick").Select(edit => frames[Int(edit + 8)].Handler).ToList();
            if (clicks.Count == 4) return clicks;
        }

        return [];
    }

    private IEnumerable<(string? Name, string? Value, long Handler)> Frames(bool all = false)
    {
        var at = Int(batch.Length - 16);
        var count = Int(at);
        for (var frame = 0; frame < count; frame++)
        {
            var place = at + 4 + (frame * FrameSize);
            if (Int(place) == AttributeFrame)
                yield return (Text(Int(place + 4)), Text(Int(place + 8)), BinaryPrimitives.ReadInt64LittleEndian(batch.AsSpan(place + 12)));
            else if (all)
                yield return default;
        }
    }

    private string? Text(int index)
    {
        if (index < 0) return null;
        var place = Int(Int(batch.Length - 4) + (4 * index));
        var (length, shift) = (0, 0);
        while (true)
        {
            var part = batch[place++];
            length |= (part & 0x7F) << shift;
            shift += 7;
            if ((part & 0x80) == 0) return Encoding.UTF8.GetString(batch, place, length);
        }
    }

    private int Int(int place) => BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(place));
}
