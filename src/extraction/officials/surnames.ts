/**
 * Family names, by which a row of capitals is told to be a person's name: those of the Kinh, and those of the peoples
 * who write other ones. Some are words of other things too (An, Đoàn, Văn); they count where more speaks for a person.
 */
import { keyOf } from '../keys.js'

const setOf = (words: string) => new Set(words.trim().split(/\s+/).map(keyOf))

/** Names that begin a person's name wherever they begin a row of capitals. */
const COMMON = setOf(`
  nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đoàn đinh lâm trịnh mai đào cao lưu lương hà
  tạ chu châu quách thái tôn tống từ trương vương vi tăng tô thạch thân thiều phùng ninh nông nghiêm mạc mã ma lục
  kiều khương khuất khổng kim kha hứa hàn giáp giang giàng đàm đậu đồng điền doãn diệp cù chử cấn bạch bành bế bàn âu
  triệu tiêu thẩm sầm phí nhâm nguỵ ngụy lò lỗ lữ lã la lại quàng quản lường tòng lô lang lầu sùng thào vàng vừ mùa
  giả hầu khiếu khúc viên trình tào tề tiết ứng ung xa nhữ nhan ngọ mẫn mạch lều lộc liêu liễu luyện đái đới đường
  đổng chung chế chúc cát cầm cà bồ biện ấu văn
`)

/** Family names of the peoples of the mountains, the Tây Nguyên and the south; and rare ones. */
const OTHERS = setOf(`
  hờ hảng hạng hạ lừu ly lỳ lù lồ lèo lự thèn tẩn tằng tướng chảo cháng cứ cư phàn phù phún voòng vòng chíu sín sần
  sừng pờ khoàng khà mào mè ngần ngân vì bạc điêu đèo quan nịnh leo lành lăng linh long hù
  tràng hàng giờ má páo vù ma lý a lềnh lìu lùng nìm chắng chìu slằn tsằn lầy
  niê mlô êban ê ayun byă byăh kbuôr ksơr hmok knul adrơng h hđơk y aliô buôn mdrang êung ecam ktla nie hwing bkrông
  siu rơ ro rơchâm rơmah rah rmah rcom kpă kpuih ksor kơ nay puih hlan kơsor hơ nhêt nih hiao hnhơn
  k ka ko bon cil lơ lơmu liêng dà đa jơ ya touneh ma kră ntơr pang cơ rơông kon đơn sơ krajăn
  điểu thị lâm mang tro pi năng katơ chamaléa mấu bo kator patâu cao
  danh chau neáng sơn kiên liêu tăng thị néang
  não bá đàng đạo thành trượng ức lộ qua hán phú quảng thập báo nại kinh từ ức
  bríu bhríu bhnướch alăng arất zơ coor pơloong ating hốih clâu briu zơrâm tơngôl cơlâu blúp riah bh'riu
  moong cụt xeo ven chích ốc cứt hụn oong lương kha
  hồ côn ta kôn khằm xaiha
  an ân ang ánh bì bảo biên ca cai cam câu cung cống công dã diêm dư dữ đan đào đăng đôn đồ giản hình hoa hồng
  huy hưng khâu khê kiểu kỳ lạc lai lam lãnh lầm liên lôi lưỡng mầu mẫu mỹ nghê nghi nghị ngũ nhạc nhậm nhân nhiêu
  nhiếp ôn ong phục phương phước quang quế quyền sái sào sẳn sử sư tán tần tất thang thao thi thiện thiệu thịnh
  thôi thới thường tín tinh tra trà trác tri trầm trang trị trưng tuấn tùng tường ty ưng vạn văng viêm việt vưu xà yên
  ưu uông bá bàng cái cảnh cáp chiêm cổ cồ cốc cự diếp du duy đầu đình đoạn đương đô giao hướng khai khoa khu khưu lư
  man
  mâu miêu mông mục ngọc ngư ô phàng phong tái thế thiềm thoa thóng thục tông xung vu chảo chang mộng sái tải
`)

/** Whether a word, by its key, begins a person's name, surely or perhaps. */
export const isSurname = (key: string): boolean => COMMON.has(key) || OTHERS.has(key)

/** Whether a word, by its key, is one of the family names of the many. */
export const isCommonSurname = (key: string): boolean => COMMON.has(key)
