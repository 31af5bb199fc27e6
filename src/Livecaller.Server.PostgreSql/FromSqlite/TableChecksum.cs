using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// The number of rows, and the sum of their hashes, which doesn't depend on their order.
internal sealed class TableChecksum
{
    private readonly ArrayBufferWriter<byte> _row = new(1024);
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];

    public long Rows { get; private set; }

    public UInt128 Sum { get; private set; }

    /// <summary>Adds a value to the row. Each begins with its kind, and where it isn't of a fixed length, with its length.</summary>
    public void Add(object? value)
    {
        switch (value)
        {
            case null:
                AddByte(0);
                break;
            case string text:
                AddByte(1);
                AddText(text);
                break;
            case long number:
                AddByte(2);
                AddNumber(number);
                break;
            case int number:
                AddByte(3);
                AddNumber(number);
                break;
            case bool flag:
                AddByte(4);
                AddByte(flag ? (byte)1 : (byte)0);
                break;
            case double number:
                AddByte(5);
                AddNumber(BitConverter.DoubleToInt64Bits(number));
                break;
            case Guid id:
                AddByte(6);
                AddBytes(id.ToByteArray());
                break;
            case byte[] bytes:
                AddByte(7);
                AddNumber(bytes.Length);
                AddBytes(bytes);
                break;
            case Array items:
                AddByte(8);
                AddNumber(items.Length);
                foreach (var item in items) Add(item);
                break;
            default:
                throw new NotSupportedException($"A value of {value.GetType()} has no checksum.");
        }
    }

    public void EndRow()
    {
        SHA256.HashData(_row.WrittenSpan, _hash);
        Sum = unchecked(Sum + BinaryPrimitives.ReadUInt128BigEndian(_hash));
        Rows++;
        // A row that was large would otherwise be cleared for each one that follows.
        _row.ResetWrittenCount();
    }

    public bool IsSameAs(TableChecksum other) => (Rows, Sum) == (other.Rows, other.Sum);

    private void AddText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        AddNumber(length);
        _row.Advance(Encoding.UTF8.GetBytes(text, _row.GetSpan(length)));
    }

    private void AddByte(byte value)
    {
        _row.GetSpan(1)[0] = value;
        _row.Advance(1);
    }

    private void AddNumber(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_row.GetSpan(sizeof(long)), number);
        _row.Advance(sizeof(long));
    }

    private void AddBytes(ReadOnlySpan<byte> bytes) => _row.Write(bytes);
}
